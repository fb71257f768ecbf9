import SignalingProtocol

/// What pages have to know of a practice's logo to show it (C18). The picture itself is kept apart.
public struct Logo: Hashable, Codable, Sendable {
    public let type: ImageType
    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int
    /// Names this picture in its address, so that browsers may keep it.
    public let changedAt: Instant

    /// The largest file: 256 KiB, ample for a picture that is shown 40 px high.
    public static let largestBytes = 262_144
    /// The longest side, in pixels: what a small file could otherwise grow to in a browser's memory.
    public static let longestSide = 4_096
    /// The shortest side, in pixels: below it nobody could make out a logo.
    public static let shortestSide = 16
    /// How many times as long as the other a side may be: a name in one line fits, a mere stroke doesn't.
    public static let mostStretched = 20

    public init(type: ImageType, width: Int, height: Int, changedAt: Instant) {
        self.type = type
        self.width = width
        self.height = height
        self.changedAt = changedAt
    }
}

/// The kinds of picture that a logo can be. No SVG: it is a program as much as a picture.
public enum ImageType: String, Codable, Sendable, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case webp = "image/webp"
}
