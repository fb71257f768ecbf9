/// Light pages or dark ones, as far as a practice's colour has to stand out on them.
public enum ColourScheme: Sendable, CaseIterable {
    case light, dark

    /// What stands under links, buttons and rings: the tokens page, surface and sunken of `web/css/tokens.css`, and stage, the
    /// ground of the session page. A test compares them with that file.
    public var grounds: [String: OKLCH] {
        switch self {
        case .light:
            [
                "page": OKLCH(lightness: 0.976, chroma: 0.008, hue: 85), "surface": OKLCH(lightness: 0.996, chroma: 0.003, hue: 85),
                "sunken": OKLCH(lightness: 0.943, chroma: 0.011, hue: 85),
            ]
        case .dark:
            [
                "page": OKLCH(lightness: 0.195, chroma: 0.006, hue: 55), "surface": OKLCH(lightness: 0.235, chroma: 0.007, hue: 55),
                "sunken": OKLCH(lightness: 0.28, chroma: 0.008, hue: 55), "stage": OKLCH(lightness: 0.175, chroma: 0.006, hue: 55),
            ]
        }
    }

    /// The quiet ground of what is chosen or now, in a hue.
    func soft(_ brand: OKLCH) -> Colour {
        switch self {
        case .light: brand.with(lightness: 0.932, chromaAtMost: 0.024).colour
        case .dark: brand.with(lightness: 0.305, chromaAtMost: 0.034).colour
        }
    }

    /// What is written on a filled button.
    func onAction(_ brand: OKLCH) -> Colour {
        switch self {
        case .light: brand.with(lightness: 0.99, chromaAtMost: 0.004).colour
        case .dark: brand.with(lightness: 0.21, chromaAtMost: 0.035).colour
        }
    }

    /// A link or button under the pointer: a step further from the ground, or back where there is no further.
    func strong(_ action: OKLCH) -> Colour {
        let lightness =
            switch self {
            case .light: action.lightness > 0.25 ? action.lightness - 0.08 : action.lightness + 0.18
            case .dark: action.lightness < 0.93 ? action.lightness + 0.07 : action.lightness - 0.08
            }
        return action.with(lightness: lightness).colour
    }

    /// The shades of a colour, ever further from the ground, down to black or up to white.
    func shades(of brand: OKLCH) -> some Sequence<Colour> {
        let step = 0.005
        let lightnesses =
            self == .light
            ? stride(from: brand.lightness, through: 0, by: -step) : stride(from: brand.lightness, through: 1, by: step)
        return lightnesses.lazy.map { brand.with(lightness: $0).colour }
    }

    var extreme: Colour { self == .light ? .black : .white }
}

extension OKLCH {
    func with(lightness: Double, chromaAtMost limit: Double = .infinity) -> OKLCH {
        OKLCH(lightness: lightness, chroma: min(chroma, limit), hue: hue)
    }
}
