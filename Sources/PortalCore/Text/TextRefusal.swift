/// Why a piece of text that a person typed can't be taken. The raw value is stable: pages have words for it.
public enum TextRefusal: String, Error, Equatable, Sendable, CaseIterable {
    /// Nothing is left once blanks are taken off both ends.
    case empty
    /// Longer than the rule allows.
    case tooLong = "too_long"
    /// Shorter than the rule allows.
    case tooShort = "too_short"
    /// Holds a character that has no place there, for instance a line break in a name.
    case forbiddenCharacter = "forbidden_character"
    /// Doesn't have the form that is asked for, for instance an e-mail address without `@`.
    case malformed
}
