import SignalingProtocol

extension DisplayName {
    /// Reads a name that a person typed or pasted: normalised, invisible characters stripped, and then the strict rule.
    ///
    /// - Throws: ``TextRefusal``, to be shown beside the field.
    public static func parse(_ raw: String) throws(TextRefusal) -> DisplayName {
        let text = try VisibleText.parse(raw, longest: longest)
        guard let name = DisplayName(text) else { throw .malformed }
        return name
    }
}
