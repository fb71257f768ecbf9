/// A language that pages and messages come in.
public enum Language: String, Codable, Sendable, CaseIterable {
    /// Canadian French.
    case french = "fr"
    case english = "en"
}
