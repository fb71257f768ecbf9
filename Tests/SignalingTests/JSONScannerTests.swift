import Foundation
import SignalingProtocol
import Testing

@Suite("JSON scanner")
struct JSONScannerTests {
    static func scan(_ text: String, depth: Int = 32) throws -> JSONObject {
        try JSONScanner.object(in: Array(text.utf8), maximumDepth: depth)
    }

    static func reason(_ bytes: [UInt8], depth: Int = 32) -> JSONScanner.Failure.Reason? {
        do {
            _ = try JSONScanner.object(in: bytes, maximumDepth: depth)
            return nil
        } catch { return error.reason }
    }

    @Test func `members are found with the bytes of their values`() throws {
        let object = try Self.scan(#" { "type" : "signal", "n": -12, "data": {"payload": [1, {"a": null}], "to": "x"} } "#)
        #expect(object.members.map(\.name) == ["type", "n", "data"])
        #expect(object.string("type") == "signal")
        #expect(object.integer("n") == -12)
        #expect(object.string("n") == nil)
        #expect(object.object("data")?.bytes("payload") == Array(#"[1, {"a": null}]"#.utf8))
        #expect(object.object("data")?.string("to") == "x")
        #expect(object.object("type") == nil)
    }

    @Test func `escapes in names and strings are understood`() throws {
        let object = try Self.scan(#"{"\u0074ype": "a\n\"\\\/\u00e9\ud83d\ude00"}"#)
        #expect(object.string("type") == "a\n\"\\/é😀")
    }

    @Test(arguments: [
        #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#, #"{"x":{"a":1,"b":2,"a":3}}"#, #"{"x":[{"a":1,"a":1}]}"#,
        #"{"é":1,"e\u0301":2}"#,
    ])
    func `a name used twice is refused, however it is written and wherever it stands`(text: String) {
        #expect(Self.reason(Array(text.utf8)) == .duplicateName)
    }

    @Test func `many names are compared too`() {
        let names = (0..<40).map { #""k\#($0)":0"# }
        #expect(Self.reason(Array("{\(names.joined(separator: ","))}".utf8)) == nil)
        #expect(Self.reason(Array("{\((names + [#""k17":0"#]).joined(separator: ","))}".utf8)) == .duplicateName)
    }

    @Test func `nesting is allowed up to the limit and not beyond`() {
        func nested(_ depth: Int) -> [UInt8] {
            Array((#"{"a":"# + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}").utf8)
        }
        #expect(Self.reason(nested(32)) == nil)
        #expect(Self.reason(nested(33)) == .tooDeep)
    }

    @Test(arguments: [
        "", "  ", "[]", "1", "\"a\"", "{", "{}x", "{} {}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{'a':1}",
        "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":1e}", "{\"a\":--1}", "{\"a\":NaN}", "{\"a\":tru}",
        "{\"a\":truex}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":\"\u{1}\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\\udc00\"}", "{\"a\":\"", "{\"a\":\"\\", "\u{FEFF}{}",
        "{\"a\":é}",
        "{\"a\":1//\n}",
    ])
    func `what is not strictly JSON is refused`(text: String) {
        #expect(Self.reason(Array(text.utf8)) != nil)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0x81], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0xFF],
        ] as [[UInt8]])
    func `text that is not UTF-8 is refused`(bytes: [UInt8]) {
        #expect(Self.reason(Array(#"{"a":""#.utf8) + bytes + Array(#""}"#.utf8)) != nil)
        #expect(Self.reason(Array(#"{""#.utf8) + bytes + Array(#"":1}"#.utf8)) != nil)
    }

    @Test(arguments: ["{}", " {\n}\t", #"{"a":0}"#, #"{"a":-0.5e+10}"#, #"{"a":[true,false,null,"",{}]}"#, #"{"":1}"#])
    func `what is JSON is read`(text: String) {
        #expect(Self.reason(Array(text.utf8)) == nil)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `whatever the scanner lets pass, Foundation reads too`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let start = Array(
            #"{"type":"signal","id":"é1","data":{"n":[1,-2.5e3,{"k":"\u00e9\ud83d\ude00"}],"ok":true,"z":null}}"#.utf8)
        for _ in 0..<2_000 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[index] = UInt8.random(in: .min ... .max, using: &random)
                case 1: bytes.remove(at: index)
                default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: index)
                }
            }
            guard Self.reason(bytes) == nil else { continue }
            #expect(throws: Never.self, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))") {
                _ = try JSONSerialization.jsonObject(with: Data(bytes))
            }
        }
    }
}
