import Foundation
import PortalCore
import Testing

@Suite("A practice's colour")
struct BrandPaletteTests {
    /// The tokens of the style sheet as it is: name to light and dark.
    static let tokens: [String: [ColourScheme: OKLCH]] = {
        let file = URL(filePath: #filePath).appending(path: "../../../web/css/tokens.css").standardized
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let oklch = #"oklch\(([0-9.]+)% ([0-9.]+) ([0-9.]+)\)"#
        var tokens: [String: [ColourScheme: OKLCH]] = [:]
        func colour(_ text: Substring) -> OKLCH? {
            let numbers = text.split(whereSeparator: { !$0.isNumber && $0 != "." }).compactMap { Double($0) }
            guard numbers.count == 3 else { return nil }
            return OKLCH(lightness: numbers[0] / 100, chroma: numbers[1], hue: numbers[2])
        }
        for match in text.matches(of: #/--color-([a-z-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)/#) {
            tokens[String(match.1)] = [.light: colour(match.2), .dark: colour(match.3)].compactMapValues { $0 }
        }
        for match in text.matches(of: #/--color-([a-z-]+): (oklch\([^)]*\));/#) {
            tokens[String(match.1)] = [.light: colour(match.2), .dark: colour(match.2)].compactMapValues { $0 }
        }
        return tokens
    }()

    static let chosen = ["#0b5f66", "#000", "#fff", "#ffff00", "#ff0000", "#00f", "#808080", "#7a1fa2", "#f5c6d6", "#003300", "#00ffff", "#ff00ff"]

    @Test(arguments: ColourScheme.allCases) func `the grounds are those of the style sheet`(scheme: ColourScheme) throws {
        #expect(!scheme.grounds.isEmpty)
        for (name, colour) in scheme.grounds {
            let token = try #require(Self.tokens[name]?[scheme], "\(name)")
            #expect(abs(token.lightness - colour.lightness) < 1e-9 && token.chroma == colour.chroma && token.hue == colour.hue, "\(name)")
        }
    }

    /// Every pair of colours that pages put together, with the least contrast that it needs.
    func pairs(_ side: BrandPalette.Side, _ scheme: ColourScheme) -> [(name: String, ratio: Double, least: Double)] {
        let grounds = scheme.grounds.mapValues(\.colour).merging(["action-soft": side.actionSoft]) { first, _ in first }
        var pairs: [(String, Double, Double)] = []
        for (name, ground) in grounds {
            pairs.append(("action on \(name)", side.action.contrast(with: ground), BrandPalette.textRatio))
            pairs.append(("action-strong on \(name)", side.actionStrong.contrast(with: ground), BrandPalette.textRatio))
            pairs.append(("focus on \(name)", side.focus.contrast(with: ground), BrandPalette.edgeRatio))
        }
        pairs.append(("on-action on action", side.onAction.contrast(with: side.action), BrandPalette.textRatio))
        pairs.append(("on-action on action-strong", side.onAction.contrast(with: side.actionStrong), BrandPalette.textRatio))
        for name in ["text", "quiet", "danger", "caution", "good", "edge"] {
            let ratio = Self.tokens[name]?[scheme].map { $0.colour.contrast(with: side.actionSoft) } ?? 0
            pairs.append(("\(name) on action-soft", ratio, name == "edge" ? BrandPalette.edgeRatio : BrandPalette.textRatio))
        }
        return pairs
    }

    @Test func `whatever the colour, every pair can be read`() throws {
        let steps = [0, 36, 73, 109, 146, 182, 219, 255] as [UInt8]
        for red in steps {
            for green in steps {
                for blue in steps {
                    let palette = BrandPalette(Colour(red: red, green: green, blue: blue))
                    for (side, scheme) in [(palette.light, ColourScheme.light), (palette.dark, .dark)] {
                        for pair in pairs(side, scheme) {
                            #expect(pair.ratio >= pair.least, "\(palette.chosen) \(scheme): \(pair.name) \(pair.ratio)")
                        }
                    }
                }
            }
        }
    }

    @Test(arguments: chosen) func `a colour that can be read stays, and one that can't says by how much`(hex: String) throws {
        let palette = BrandPalette(try Colour(hex))
        for side in [palette.light, palette.dark] {
            #expect(side.isAdjusted == (side.action != palette.chosen))
            #expect(side.actionRatio >= BrandPalette.textRatio)
            #expect(side.isAdjusted == (side.chosenRatio < BrandPalette.textRatio))
            #expect(side.isAdjusted || side.actionRatio == side.chosenRatio)
        }
    }

    @Test func `a dark colour stays on light pages, a light one on dark pages`() throws {
        let (teal, yellow) = (BrandPalette(try Colour("#0b5f66")), BrandPalette(try Colour("#ffe066")))
        #expect(!teal.light.isAdjusted && teal.dark.isAdjusted)
        #expect(yellow.light.isAdjusted && !yellow.dark.isAdjusted)
        #expect(yellow.light.chosenRatio < 1.5)
        #expect(teal.light.focus == teal.chosen)
    }

    @Test(arguments: ["#ffff00", "#ff0000", "#00f", "#7a1fa2", "#f5c6d6", "#00ffff"])
    func `an adjusted colour keeps its hue`(hex: String) throws {
        let palette = BrandPalette(try Colour(hex))
        let hue = OKLCH(palette.chosen).hue
        for side in [palette.light, palette.dark] {
            let turn = abs(OKLCH(side.action).hue - hue)
            #expect(min(turn, 360 - turn) < 4)
        }
    }

    @Test(arguments: chosen) func `what is under the pointer looks different`(hex: String) throws {
        let palette = BrandPalette(try Colour(hex))
        for side in [palette.light, palette.dark] { #expect(abs(OKLCH(side.action).lightness - OKLCH(side.actionStrong).lightness) > 0.06) }
    }

    @Test func `the style sheet stands in for the five tokens, and holds nothing else`() throws {
        let sheet = BrandPalette(try Colour("#0b5f66")).styleSheet
        let names = sheet.matches(of: #/--color-([a-z-]+): light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);/#).map { String($0.1) }
        #expect(names == ["action", "action-strong", "action-soft", "on-action", "focus"])
        #expect(names.allSatisfy { Self.tokens[$0] != nil })
        #expect(sheet.hasPrefix(":root {\n  --color-action: light-dark(#0b5f66, #"))
        #expect(sheet.split(separator: "\n").count == 7)
    }
}
