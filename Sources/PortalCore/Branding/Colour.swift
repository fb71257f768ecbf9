import Foundation

/// A colour as screens have it: red, green and blue from 0 to 255 (sRGB, IEC 61966-2-1).
public struct Colour: Hashable, Sendable, CustomStringConvertible {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public static let black = Colour(red: 0, green: 0, blue: 0)
    public static let white = Colour(red: 255, green: 255, blue: 255)

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#rgb` or `#rrggbb`, in either case; nothing else of what CSS knows.
    ///
    /// - Throws: ``TextRefusal/empty`` or ``TextRefusal/malformed``.
    public init(_ raw: String) throws(TextRefusal) {
        guard raw.utf8.count <= 32 else { throw .malformed }
        let text = raw.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw .empty }
        guard text.wholeMatch(of: /#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})/) != nil, let number = UInt32(text.dropFirst(), radix: 16) else {
            throw .malformed
        }
        let isShort = text.count == 4
        func part(_ place: UInt32) -> UInt8 {
            isShort ? UInt8(number >> (4 * place) & 0xF) * 0x11 : UInt8(number >> (8 * place) & 0xFF)
        }
        self.init(red: part(2), green: part(1), blue: part(0))
    }

    /// `#rrggbb`
    public var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// How light it is to the eye, from 0 (black) to 1 (white).
    ///
    /// - SeeAlso: WCAG 2.2, "relative luminance".
    public var luminance: Double {
        let (red, green, blue) = linear
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, whichever is the text: 1 (none) to 21 (black on white).
    ///
    /// - SeeAlso: WCAG 2.2, "contrast ratio".
    public func contrast(with other: Colour) -> Double {
        let (lighter, darker) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (lighter + 0.05) / (darker + 0.05)
    }

    /// The three parts in proportion to light, 0 to 1.
    var linear: (red: Double, green: Double, blue: Double) {
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return (linear(red), linear(green), linear(blue))
    }

    /// From parts in proportion to light; what is out of bounds is clipped.
    init(linear red: Double, _ green: Double, _ blue: Double) {
        func part(_ light: Double) -> UInt8 {
            let value = light <= 0.003_130_8 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
            return UInt8((min(max(value, 0), 1) * 255).rounded())
        }
        self.init(red: part(red), green: part(green), blue: part(blue))
    }
}
