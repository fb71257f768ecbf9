/// A receipt as it is printed: every word chosen, every amount written out. What is left is where it stands on the paper.
public struct ReceiptSheet: Equatable, Sendable {
    /// "Reçu 2026-00042".
    public var title: String
    public var language: Language
    /// Who was paid, and how to reach them.
    public var issuer: String
    public var issuerLines: [String]
    /// What it is about: "Client", "Nadia Tremblay".
    public var facts: [Fact]
    public var amounts: [Amount]
    /// Small, at the end.
    public var notes: [String]

    public struct Fact: Equatable, Sendable {
        public var label: String
        public var value: String

        public init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    public struct Amount: Equatable, Sendable {
        public var label: String
        public var value: String
        public var isTotal: Bool

        public init(_ label: String, _ value: String, isTotal: Bool = false) {
            self.label = label
            self.value = value
            self.isTotal = isTotal
        }
    }

    public init(
        title: String, language: Language, issuer: String, issuerLines: [String], facts: [Fact], amounts: [Amount],
        notes: [String] = []
    ) {
        self.title = title
        self.language = language
        self.issuer = issuer
        self.issuerLines = issuerLines
        self.facts = facts
        self.amounts = amounts
        self.notes = notes
    }
}
