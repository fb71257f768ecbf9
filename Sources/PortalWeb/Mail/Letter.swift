import PortalCore

/// What a mail says, in the order in which it is read; templates make HTML and plain text of it.
///
/// It holds what its reader knows or is to know, and nothing of anybody else.
struct Letter: Sendable {
    var subject: String
    /// "Hello Nadia Tremblay,"; `nil` where the text that follows greets by itself.
    var greeting: String?
    var opening: [Paragraph]
    var facts: [Fact] = []
    /// Further sessions that it is about.
    var list: List?
    /// What the practice says in its own words.
    var quote: Quote?
    /// The one thing to do.
    var action: Action?
    var code: Code?
    var closing: [String] = []
    /// Why this mail comes to this address.
    var footer: String

    struct Fact: Sendable {
        let label: String
        let value: String
    }

    struct List: Sendable {
        let label: String
        let items: [String]
    }

    struct Quote: Sendable {
        let label: String
        let paragraphs: [Paragraph]
    }

    struct Action: Sendable {
        let text: String
        let url: String
    }

    struct Code: Sendable {
        let label: String
        let text: String

        init(_ label: String, _ code: OneTimeCode) {
            self.label = label
            text = code.spaced
        }
    }

    /// Lines that belong together.
    struct Paragraph: Sendable {
        let lines: [Line]

        struct Line: Sendable {
            let text: String
            let isLast: Bool
        }

        init(_ lines: [String]) {
            self.lines = lines.enumerated().map { Line(text: $0.element, isLast: $0.offset == lines.count - 1) }
        }

        init(_ line: String) { self.init([line]) }
    }
}
