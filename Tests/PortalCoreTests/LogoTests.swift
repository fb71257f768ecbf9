import PortalCore
import SignalingProtocol
import Testing

@Suite("Logos")
struct LogoTests {
    @Test(arguments: ImageType.allCases)
    func `a picture is known by its bytes, with its size`(type: ImageType) throws {
        let logo = try Logo(image: Picture.of(type, width: 120, height: 40), changedAt: Clinic.start)
        #expect(logo == Logo(type: type, width: 120, height: 40, changedAt: Clinic.start))
    }

    @Test(arguments: ["VP8 ", "VP8X", "VP8L"])
    func `each kind of WebP says its size in its own way`(chunk: String) throws {
        let header = try ImageHeader(Picture.webP(chunk, width: 300, height: 200))
        #expect(header.type == .webp && header.width == 300 && header.height == 200)
    }

    @Test(arguments: [
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>", "<!doctype html><script>alert(1)</script>",
        "GIF89a\u{1}\u{0}\u{1}\u{0}", "BM", "%PDF-1.7", "\u{89}PNG", "PK\u{3}\u{4}", "RIFF\u{4}\u{0}\u{0}\u{0}WAVE",
    ])
    func `what isn't one of the three is none, whatever it is called`(text: String) {
        #expect(throws: ImageRefusal.notAPicture) { try Logo(image: Array(text.utf8), changedAt: Clinic.start) }
    }

    @Test(arguments: ImageType.allCases)
    func `a picture that is cut off anywhere is refused`(type: ImageType) {
        let whole = Picture.of(type, width: 120, height: 40)
        for length in 1..<whole.count {
            #expect(throws: ImageRefusal.self, "\(length)") { try Logo(image: Array(whole.prefix(length)), changedAt: Clinic.start) }
        }
    }

    @Test(arguments: ImageType.allCases, ["<script>alert(1)</script>", "PK\u{3}\u{4}", "\u{0}"])
    func `nothing hides behind a picture`(type: ImageType, tail: String) {
        let picture = Picture.of(type, width: 120, height: 40)
        #expect(throws: ImageRefusal.damaged) { try Logo(image: picture + Array(tail.utf8), changedAt: Clinic.start) }
    }

    @Test(arguments: ImageType.allCases)
    func `neither side is longer than it may be, and none is nothing`(type: ImageType) throws {
        _ = try Logo(image: Picture.of(type, width: Logo.longestSide, height: Logo.longestSide), changedAt: Clinic.start)
        for (width, height) in [(Logo.longestSide + 1, 1), (1, Logo.longestSide + 1)] {
            #expect(throws: ImageRefusal.tooManyPixels) {
                try Logo(image: Picture.of(type, width: width, height: height), changedAt: Clinic.start)
            }
        }
    }

    @Test(arguments: ImageType.allCases)
    func `no logo is a dot or a stroke`(type: ImageType) throws {
        let side = Logo.shortestSide
        _ = try Logo(image: Picture.of(type, width: side * Logo.mostStretched, height: side), changedAt: Clinic.start)
        for (width, height, refusal) in [
            (side, side - 1, ImageRefusal.tooFewPixels), (1, 1, .tooFewPixels), (2_000, 2, .tooFewPixels),
            (side * Logo.mostStretched + 1, side, .tooStretched), (side, side * Logo.mostStretched + 1, .tooStretched),
        ] {
            #expect(throws: refusal) { try Logo(image: Picture.of(type, width: width, height: height), changedAt: Clinic.start) }
        }
    }

    @Test func `a PNG that was changed anywhere on its way is damaged`() {
        let whole = Picture.of(.png, width: 120, height: 40)
        for offset in 8..<whole.count {
            var changed = whole
            changed[offset] ^= 0x10
            #expect(throws: ImageRefusal.damaged, "\(offset)") { try Logo(image: changed, changedAt: Clinic.start) }
        }
    }

    @Test(arguments: [[], [[1, 2, 3]], [[0x78, 0x9D, 3]], [[0x79, 0x9C, 3]]] as [[[UInt8]]])
    func `a PNG without a picture in it, or with rubbish for one, is damaged`(data: [[UInt8]]) {
        #expect(throws: ImageRefusal.damaged) { try Logo(image: Picture.png(width: 120, height: 40, data: data), changedAt: Clinic.start) }
    }

    @Test func `a side of nothing, a size said twice, and a length that lies are damage`() {
        let jpeg = Picture.of(.jpeg, width: 120, height: 40)
        let frame = Array(jpeg[2..<21])
        for bytes in [
            Picture.of(.png, width: 0, height: 40), Picture.of(.png, width: 120, height: 0), Array(jpeg.prefix(2)) + frame + Array(jpeg.dropFirst(2)),
            [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01, 0xFF, 0xD9], [0xFF, 0xD8, 0xFF, 0xD9],
        ] {
            #expect(throws: ImageRefusal.damaged) { try Logo(image: bytes, changedAt: Clinic.start) }
        }
    }

    @Test func `nothing, and too much, are said to be so`() {
        #expect(throws: ImageRefusal.empty) { try Logo(image: [], changedAt: Clinic.start) }
        let large = [UInt8](repeating: 0xFF, count: Logo.largestBytes + 1)
        #expect(throws: ImageRefusal.tooManyBytes) { try Logo(image: large, changedAt: Clinic.start) }
    }

    @Test func `random bytes behind a picture's first ones never trap`() {
        var generator = SystemRandomNumberGenerator()
        for type in ImageType.allCases {
            let start = Picture.of(type, width: 9, height: 9).prefix(16)
            for _ in 0..<300 {
                let rest = (0..<Int.random(in: 0...64, using: &generator)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
                _ = try? Logo(image: start + rest, changedAt: Clinic.start)
            }
        }
    }
}

/// The smallest pictures that are whole by their formats' own parts. (Nobody could look at them.)
enum Picture {
    static func of(_ type: ImageType, width: Int, height: Int) -> [UInt8] {
        switch type {
        case .png:
            png(width: width, height: height, data: [[0x78, 0x9C, 3]])
        case .jpeg:
            [0xFF, 0xD8, 0xFF, 0xC0, 0x00, 0x11, 8] + big(height, 2) + big(width, 2) + [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
                + [0xFF, 0xDA, 0x00, 0x0C, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 0x3F, 0] + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9]
        case .webp: webP("VP8 ", width: width, height: height)
        }
    }

    static func png(width: Int, height: Int, data: [[UInt8]]) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", big(width, 4) + big(height, 4) + [8, 6, 0, 0, 0])
            + data.flatMap { chunk("IDAT", $0) } + chunk("IEND", [])
    }

    static func webP(_ name: String, width: Int, height: Int) -> [UInt8] {
        let data: [UInt8] =
            switch name {
            case "VP8X": [0, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3)
            case "VP8L": [0x2F] + little((width - 1) | (height - 1) << 14, 4)
            default: [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2)
            }
        let chunk = Array("WEBP".utf8) + Array(name.utf8) + little(data.count, 4) + data + (data.count.isMultiple(of: 2) ? [] : [0])
        return Array("RIFF".utf8) + little(chunk.count, 4) + chunk
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let content = Array(name.utf8) + data
        return big(data.count, 4) + content + big(checksum(content), 4)
    }

    /// CRC-32.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return Int(~sum)
    }

    private static func big(_ number: Int, _ count: Int) -> [UInt8] { little(number, count).reversed() }

    private static func little(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(number >> (8 * $0) & 0xFF) } }
}
