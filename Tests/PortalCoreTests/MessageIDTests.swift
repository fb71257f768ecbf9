import PortalCore
import SignalingProtocol
import Testing

@Suite("Message ids")
struct MessageIDTests {
    @Test func `a message id is one word, whatever the practice is called`() throws {
        let sender = try EmailAddress("portal@laurier.example")
        #expect(MessageID(12, of: "pQ-1_x", from: sender).text == "12.pQ-1_x@laurier.example")
        #expect(MessageID(12, of: "a..b:c", from: sender).text == "12.a__b_c@laurier.example")
    }
}
