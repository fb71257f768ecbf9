extension Character {
    /// 0 to 9. A range of characters would not do: `"0"..."9"` also holds a 1 with an accent.
    var isDigit: Bool { isASCII && isNumber }
}
