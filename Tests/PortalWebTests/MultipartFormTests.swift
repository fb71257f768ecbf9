import Foundation
import Testing

@testable import PortalWeb

@Suite("Forms with files")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=xyz"
    private static let field = "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n"
    private static let file = "--xyz\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../x.png\"\r\nContent-Type: image/png\r\n\r\n\u{0}\r\n--xy\r\n"
    private static let end = "--xyz--\r\n"

    private func read(_ body: String, as type: String = type) -> MultipartForm? {
        MultipartForm(contentType: type, body: Array(body.utf8))
    }

    @Test func `fields and files are read, and told apart`() throws {
        let form = try #require(read(Self.field + Self.file + Self.end))
        #expect(form.fields["a"] == "one")
        #expect(form.fields["f"] == "")
        #expect(form.file("f") == Array("\u{0}\r\n--xy".utf8))
        #expect(form.file("a") == nil)
        #expect(read(Self.field + "--xyz--") != nil)
        #expect(read(Self.field + Self.end, as: "Multipart/Form-Data; boundary=\"xyz\"") != nil)
    }

    @Test(arguments: [
        "", "--xyz", "--xyz\r\n", "--xyz\r\n--xyz--", "--xyz\r\n\r\n--xyz--", "--xyz--", field, " " + field + end, "\r\n" + field + end, field + "--xyz",
        field + "--xyz-", field + end + "more",
        "--xyz\r\n\r\none\r\n" + end, "--xyz\r\nContent-Disposition: form-data\r\n\r\none\r\n" + end,
        "--xyz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\none\r\n" + end,
        "--xyz\r\nContent-Disposition: form-data; name=\"\"\r\n\r\none\r\n" + end, "--xyz\nContent-Disposition: form-data; name=\"a\"\n\none\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\none\r\n" + end,
        "--xyz\r\nX: " + String(repeating: "x", count: 1_100) + "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\n" + end,
    ])
    func `what isn't written as browsers write it is no form`(body: String) {
        #expect(read(body) == nil || read(body)?.parts.isEmpty == true)
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=xyz", "text/plain", "",
        "multipart/form-data; boundary=x\u{0}z", "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
        "multipart/form-data; boundary=xyz; boundary=abc",
    ])
    func `a form names one boundary of 1 to 70 characters`(type: String) { #expect(read(Self.field + Self.end, as: type) == nil) }

    @Test func `16 parts are read, 17 aren't`() {
        #expect(read(String(repeating: Self.field, count: 16) + Self.end)?.parts.count == 16)
        #expect(read(String(repeating: Self.field, count: 17) + Self.end) == nil)
    }
}
