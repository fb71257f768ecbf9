import Foundation

/// A colour by lightness, chroma and hue as the eye sees them, the way the style sheet writes it: `oklch(41% 0.075 205)`. Lighter and
/// darker shades of one hue look like the same colour, which they don't by red, green and blue.
///
/// - SeeAlso: B. Ottosson, "A perceptual color space for image processing" (2020); CSS Color 4, section 9.4.
public struct OKLCH: Equatable, Sendable {
    /// 0 (black) to 1 (white).
    public var lightness: Double
    /// 0 (grey) to about 0.32, the strongest that screens have.
    public var chroma: Double
    /// In degrees; says nothing about a grey.
    public var hue: Double

    public init(lightness: Double, chroma: Double, hue: Double) {
        self.lightness = lightness
        self.chroma = chroma
        self.hue = hue
    }

    public init(_ colour: Colour) {
        let (red, green, blue) = colour.linear
        let long = cbrt(0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue)
        let medium = cbrt(0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue)
        let short = cbrt(0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue)
        let a = 1.977_998_495_1 * long - 2.428_592_205_0 * medium + 0.450_593_709_9 * short
        let b = 0.025_904_037_1 * long + 0.782_771_766_2 * medium - 0.808_675_766_0 * short
        lightness = 0.210_454_255_3 * long + 0.793_617_785_0 * medium - 0.004_072_046_8 * short
        chroma = hypot(a, b)
        hue = (atan2(b, a) * 180 / .pi + 360).truncatingRemainder(dividingBy: 360)
    }

    /// The nearest colour that screens have: of the same lightness and hue, as strong as it can be up to ``chroma``.
    public var colour: Colour {
        let wanted = light(of: chroma)
        guard !Self.isShown(wanted) else { return Colour(linear: wanted.red, wanted.green, wanted.blue) }
        var (shown, tooMuch) = (0.0, chroma)
        for _ in 0..<24 {
            let middle = (shown + tooMuch) / 2
            if Self.isShown(light(of: middle)) { shown = middle } else { tooMuch = middle }
        }
        let (red, green, blue) = light(of: shown)
        return Colour(linear: red, green, blue)
    }

    private typealias Light = (red: Double, green: Double, blue: Double)

    private func light(of chroma: Double) -> Light {
        let (a, b) = (chroma * cos(hue * .pi / 180), chroma * sin(hue * .pi / 180))
        let long = pow(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b, 3)
        let medium = pow(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b, 3)
        let short = pow(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b, 3)
        return (
            red: 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
            green: -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
            blue: -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short
        )
    }

    private static func isShown(_ light: Light) -> Bool {
        let bounds = -0.000_1...1.000_1
        return bounds.contains(light.red) && bounds.contains(light.green) && bounds.contains(light.blue)
    }
}
