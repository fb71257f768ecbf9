/// A practice's colour, made into what pages need: links, buttons, rings, in light and in dark (C18).
///
/// The colour stays as it is where it can be read, and is otherwise made darker (lighter on dark pages) until it can, its hue kept.
public struct BrandPalette: Equatable, Sendable {
    public let chosen: Colour
    public let light: Side
    public let dark: Side

    public init(_ chosen: Colour) {
        self.chosen = chosen
        light = Side(chosen, on: .light)
        dark = Side(chosen, on: .dark)
    }

    /// The least contrast of text with what it stands on (WCAG 2.2, 1.4.3).
    public static let textRatio = 4.5
    /// The least contrast of an edge or a ring (WCAG 2.2, 1.4.11).
    public static let edgeRatio = 3.0

    /// The colours of one scheme. Named like the tokens of the style sheet that they stand in for.
    public struct Side: Equatable, Sendable {
        /// Links, the primary button, where you are.
        public let action: Colour
        /// The same under the pointer.
        public let actionStrong: Colour
        /// The ground of what is chosen.
        public let actionSoft: Colour
        /// Text on ``action``.
        public let onAction: Colour
        /// The ring around what has the keyboard.
        public let focus: Colour

        /// The least contrast that the chosen colour itself has with what it would stand on.
        public let chosenRatio: Double
        /// The same of ``action``: at least ``BrandPalette/textRatio``.
        public let actionRatio: Double
        /// Whether the chosen colour could not be taken as it is.
        public var isAdjusted: Bool { chosenRatio < BrandPalette.textRatio }

        init(_ chosen: Colour, on scheme: ColourScheme) {
            let brand = OKLCH(chosen)
            let soft = scheme.soft(brand)
            let grounds = scheme.grounds.values.map(\.colour) + [soft]
            func ratio(_ colour: Colour) -> Double { grounds.map(colour.contrast).min() ?? 1 }
            func shade(reaching wanted: Double) -> Colour {
                if ratio(chosen) >= wanted { return chosen }
                return scheme.shades(of: brand).first { ratio($0) >= wanted } ?? scheme.extreme
            }
            action = shade(reaching: BrandPalette.textRatio)
            focus = shade(reaching: BrandPalette.edgeRatio)
            actionStrong = scheme.strong(OKLCH(action))
            actionSoft = soft
            onAction = scheme.onAction(brand)
            chosenRatio = ratio(chosen)
            actionRatio = ratio(action)
        }
    }

    /// The tokens of the style sheet in the practice's colour, to be read after it.
    public var styleSheet: String {
        let tokens: [(String, KeyPath<Side, Colour>)] = [
            ("action", \.action), ("action-strong", \.actionStrong), ("action-soft", \.actionSoft), ("on-action", \.onAction),
            ("focus", \.focus),
        ]
        let lines = tokens.map { name, path in "  --color-\(name): light-dark(\(light[keyPath: path]), \(dark[keyPath: path]));\n" }
        return ":root {\n\(lines.joined())}\n"
    }
}
