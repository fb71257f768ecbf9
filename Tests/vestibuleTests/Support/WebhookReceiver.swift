import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing

/// A program that is told of events, listening on this machine: it keeps what it is sent, and answers as it is told to.
final class WebhookReceiver: Sendable {
    struct Call: Sendable {
        let path: String
        let headers: [String: String]
        let body: String
    }

    private let answers: Mutex<[HTTPResponse.Status]>
    private let received = Mutex<[Call]>([])

    /// - Parameter answers: One after the other; afterwards 204.
    private init(_ answers: [HTTPResponse.Status]) { self.answers = Mutex(answers) }

    var calls: [Call] { received.withLock { $0 } }

    /// - Parameter body: Is given the receiver and its address.
    static func listening(
        answering answers: [HTTPResponse.Status] = [], _ body: @escaping @Sendable (WebhookReceiver, String) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(answers)
        let router = Router()
        router.post("**") { request, _ in try await receiver.take(request) }
        try await Application(router: router).test(.live) { client in
            let port = try #require(client.port)
            try await body(receiver, "http://localhost:\(port)/hooks?from=vestibule")
        }
    }

    private func take(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 64 * 1024)
        let headers = Dictionary(request.headers.map { ($0.name.canonicalName, $0.value) }) { first, _ in first }
        received.withLock { $0.append(Call(path: request.uri.string, headers: headers, body: String(buffer: body))) }
        let status = answers.withLock { $0.isEmpty ? .noContent : $0.removeFirst() }
        return Response(status: status, headers: status.kind == .redirection ? [.location: "/elsewhere"] : [:])
    }
}
