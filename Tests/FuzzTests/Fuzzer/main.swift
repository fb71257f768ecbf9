import CFuzzer
import Foundation
import Rules

// fuzz PARSER [libFuzzer's options and folders]: throws inputs at one parser, until a rule is broken or time is up.

guard CommandLine.arguments.count > 1, let parser = Parser.all.first(where: { $0.name == CommandLine.arguments[1] }) else {
    print("usage: fuzz \(Parser.all.map(\.name).joined(separator: "|")) [-max_total_time=600] [CORPUS…]")
    exit(64)
}

/// libFuzzer calls a C function, which knows of nothing but what is global.
@MainActor enum Target {
    static var parser = Parser.all[0]
}
Target.parser = parser

// To libFuzzer, the parser's name is the program's.
var argc = CommandLine.argc - 1
var argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
exit(
    LLVMFuzzerRunDriver(&argc, &argv) { data, count in
        MainActor.assumeIsolated {
            do {
                try Target.parser.check(Array(UnsafeBufferPointer(start: data, count: count)))
            } catch {
                FileHandle.standardError.write(Data("Broken rule of \(Target.parser.name): \(error)\n".utf8))
                abort()
            }
        }
        return 0
    })
