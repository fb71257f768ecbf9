/// A path on this site that came from outside, as a place to go back to.
struct LocalPath: Equatable, Sendable {
    let text: String

    /// Takes a path under `root` and nothing else: another host (`//host`, `/\host`), a scheme, a way up (its dots as they are or
    /// percent-encoded, which browsers take for the same) or a control character is refused.
    init?(_ raw: String, under root: String) {
        guard raw.utf8.count <= 512, raw == root || raw.hasPrefix(root.hasSuffix("/") ? root : root + "/") else { return nil }
        guard raw.hasPrefix("/"), !raw.hasPrefix("//") else { return nil }
        guard raw.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else { return nil }
        let path = raw.prefix { $0 != "?" && $0 != "#" }.lowercased().replacing("%2e", with: ".")
        guard !path.split(separator: "/").contains("..") else { return nil }
        text = raw
    }
}
