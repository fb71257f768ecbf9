import PortalCore
import Testing

@Suite("Colours")
struct ColourTests {
    @Test(arguments: [("#fff", "#ffffff"), ("#0b5F66", "#0b5f66"), (" #abc ", "#aabbcc"), ("#000000", "#000000"), ("#0a0", "#00aa00")])
    func `a colour is read as the style sheet writes it`(raw: String, colour: String) throws {
        #expect(try Colour(raw).description == colour)
        #expect(try Colour(colour).description == colour)
    }

    @Test(arguments: ["fff", "#", "#ff", "#ffff", "#fffff", "#ffffffff", "#ggg", "red", "rgb(1,2,3)", "# fff", "#+ff", "#ｆｆｆ", "#fff;}", "##fff"])
    func `anything else is refused`(raw: String) {
        #expect(throws: TextRefusal.malformed) { try Colour(raw) }
    }

    @Test func `nothing is empty`() {
        #expect(throws: TextRefusal.empty) { try Colour("  ") }
        #expect(throws: TextRefusal.malformed) { try Colour(String(repeating: "#", count: 1_000_000)) }
    }

    @Test(arguments: [("#000", "#fff", 21.0), ("#777", "#fff", 4.478), ("#767676", "#fff", 4.542), ("#f00", "#fff", 3.998), ("#123456", "#123456", 1)])
    func `contrast is that of WCAG, whichever is the text`(first: String, second: String, ratio: Double) throws {
        let (first, second) = (try Colour(first), try Colour(second))
        #expect(abs(first.contrast(with: second) - ratio) < 0.001)
        #expect(first.contrast(with: second) == second.contrast(with: first))
    }

    @Test(arguments: [
        ("#ff0000", 0.628, 0.2577, 29.2), ("#00ff00", 0.8664, 0.2948, 142.5), ("#0000ff", 0.452, 0.3132, 264.1), ("#0b5f66", 0.446, 0.073, 204),
    ])
    func `lightness, chroma and hue are those of CSS`(hex: String, lightness: Double, chroma: Double, hue: Double) throws {
        let colour = OKLCH(try Colour(hex))
        #expect(abs(colour.lightness - lightness) < 0.01)
        #expect(abs(colour.chroma - chroma) < 0.005)
        #expect(abs(colour.hue - hue) < 1.5)
    }

    @Test func `every colour comes back from lightness, chroma and hue`() {
        for red in stride(from: 0, through: 255, by: 15) {
            for green in stride(from: 0, through: 255, by: 15) {
                for blue in stride(from: 0, through: 255, by: 15) {
                    let colour = Colour(red: UInt8(red), green: UInt8(green), blue: UInt8(blue))
                    #expect(OKLCH(colour).colour == colour)
                }
            }
        }
    }

    @Test func `a colour too strong for screens keeps its lightness and hue`() {
        let strong = OKLCH(OKLCH(lightness: 0.6, chroma: 0.5, hue: 200).colour)
        #expect(abs(strong.lightness - 0.6) < 0.01)
        #expect(abs(strong.hue - 200) < 3)
        #expect(OKLCH(lightness: 0, chroma: 0.2, hue: 20).colour == .black)
        #expect(OKLCH(lightness: 1, chroma: 0.2, hue: 20).colour == .white)
    }
}
