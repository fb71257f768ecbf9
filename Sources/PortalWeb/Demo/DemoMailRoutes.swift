import Foundation
import HTTPTypes
import Hummingbird
import PortalCore

/// `/demo/mail`: the mails that the demo would have sent. Only the demo has it: it shows everybody's mail to anybody.
struct DemoMailRoutes {
    let portal: Portal
    /// Where the mails lie, one `.eml` file each.
    let folder: URL

    /// How many are listed.
    private static let limit = 100

    func add(to group: RouterGroup<PortalContext>) {
        group.get(use: list).get(":mail", use: show).get(":mail/html", use: html).get(":mail/file", use: file)
    }

    func list(_ request: Request, context: PortalContext) async throws -> Response {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        let mails = names.filter { $0.hasSuffix(".eml") }.map { String($0.dropLast(4)) }.filter(Self.isName)
        let newest = mails.sorted(by: >).prefix(Self.limit)
        let view = DemoMailsView(try newest.map { ($0, try mail($0)) })
        return try portal.pages.render("demo-mails", view, request: request, context: context)
    }

    func show(_ request: Request, context: PortalContext) async throws -> Response {
        let name = try name(context)
        return try portal.pages.render("demo-mail", DemoMailView(name, try mail(name)), request: request, context: context)
    }

    /// The HTML as a mail program shows it: with its own style, without anything that runs or is loaded.
    func html(_ request: Request, context: PortalContext) async throws -> Response {
        let mail = try mail(try name(context))
        var response = Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: mail.html)))
        response.headers.set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation allow-popups")
        return response
    }

    func file(_ request: Request, context: PortalContext) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "message/rfc822"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try source(try name(context)))))
    }

    private static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[0-9]{1,20}-[a-z0-9\-]{1,60}/) != nil }

    /// - Throws: ``Problem/notFound`` for what isn't the name of a mail, such as a path.
    private func name(_ context: PortalContext) throws -> String {
        guard let name = context.parameters.get("mail"), Self.isName(name) else { throw Problem.notFound }
        return name
    }

    private func source(_ name: String) throws -> Data {
        guard let data = try? Data(contentsOf: folder.appending(path: "\(name).eml")) else { throw Problem.notFound }
        return data
    }

    private func mail(_ name: String) throws -> MailFile { MailFile(String(decoding: try source(name), as: UTF8.self)) }
}
