import Testing

@testable import PortalCore

@Suite("What gets into and out of the audit log")
struct AuditTextTests {
    @Test func `a detail holds words and ids, in their order`() {
        let detail: AuditDetail = ["role": "admin", "was": "clinician", "settings": "name,timeZone"]
        #expect(detail.text == "role=admin was=clinician settings=name,timeZone")
        #expect(detail.facts.map(\.name) == ["role", "was", "settings"])
        #expect(detail.facts.map(\.value) == ["admin", "clinician", "name,timeZone"])
        #expect(AuditDetail(stored: detail.text) == detail)
    }

    @Test(arguments: ["Nadia Tremblay", "nadia@mail.example", "=1", "a\nb", "", "é", String(repeating: "a", count: 241)])
    func `what is neither word nor id is left out of a detail`(value: String) {
        #expect(AuditDetail([(name: "what", value: value)]).text == "what=-")
    }

    @Test(
        arguments: [
            ("plain", "\"plain\""), ("\"\u{301},=1", "\"\"\"\u{301},=1\""), ("with \"quotes\"", "\"with \"\"quotes\"\"\""), ("a,b", "\"a,b\""),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@sum", "\"'@sum\""),
            ("\t=1", "\"'\t=1\""), ("＝1", "\"'＝1\""), ("1-2", "\"1-2\""), ("", "\"\""),
        ])
    func `a cell is quoted, and never a formula`(value: String, cell: String) {
        #expect(Array(CSVRow([value, "x"]).text.utf8) == Array((cell + ",\"x\"\r\n").utf8))
    }
}
