import Foundation
import HTTPTypes
import Hummingbird
import PortalCore
import Storage

extension Portal {
    /// A receipt as a file to keep, in the language that it is written in.
    ///
    /// - Throws: What printing throws; ``Problem/notFound`` where nothing prints.
    func file(of issued: IssuedReceipt, in practice: Practice) async throws -> Response {
        guard let printReceipt else { throw Problem.notFound }
        let words = pages.catalogue[issued.receipt.language]
        let sheet = ReceiptSheet(issued, words: words, zone: practice.timeZone)
        let name = words("receipt.fileName", ["number": issued.receipt.number.description])
        return .file(try await printReceipt(sheet), name: name, type: "application/pdf")
    }
}

extension Response {
    /// A file that browsers keep instead of showing it.
    ///
    /// - Parameter name: What has no place in the name of a file is left out.
    /// - SeeAlso: RFC 6266, section 4.
    static func file(_ bytes: [UInt8], name: String, type: String) -> Response {
        let safe = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        var response = Response(status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.headers.set("Content-Disposition", "attachment; filename=\"\(safe)\"")
        return response
    }
}
