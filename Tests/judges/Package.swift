// swift-tools-version: 6.2

import PackageDescription

// The targets that need neither Hummingbird nor GRDB, and the files of the others that need neither: what the sanitizers and the
// fuzzers are built over. `view` makes a package of it.

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]
/// Where libFuzzer's runtime is; `nil` where the sanitizers are to run.
let fuzzer = Context.environment["VESTIBULE_FUZZER"]
let watched = strict + (fuzzer == nil ? [] : [.unsafeFlags(["-O", "-sanitize=fuzzer"])])

let nio = (
    core: Target.Dependency.product(name: "NIOCore", package: "swift-nio"),
    locks: Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    posix: Target.Dependency.product(name: "NIOPosix", package: "swift-nio"),
    http: Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio"),
    webSocket: Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
)
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let targets: [Target] = [
    .target(name: "SignalingProtocol", swiftSettings: watched),
    .target(name: "RoomCore", dependencies: ["SignalingProtocol"], swiftSettings: watched),
    .target(
        name: "Signaling",
        dependencies: [
            "RoomCore", "SignalingProtocol", nio.core, nio.locks, nio.posix, nio.http, nio.webSocket, httpTypes, logging, metrics, crypto,
        ],
        exclude: [
            "HTTP/ExchangeHandler.swift", "HTTP/SignalingChannel.swift", "HTTP/UpgradeHandler.swift", "HTTP/UpgradeRefusal+Response.swift",
        ], swiftSettings: watched
    ),
    .target(
        name: "SignalingClient", dependencies: ["SignalingProtocol", nio.core, nio.posix, nio.webSocket],
        sources: ["ClientHandler.swift", "SignalingClient.swift", "SignalingClient+Waiting.swift"], swiftSettings: strict),
    .target(name: "PortalCore", dependencies: ["SignalingProtocol"], swiftSettings: watched),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl"),
    .target(name: "Delivery", dependencies: ["PortalCore", "SignalingProtocol", "CCurl"], swiftSettings: watched),
    .target(
        name: "PortalWeb", dependencies: ["PortalCore", "SignalingProtocol", nio.core],
        sources: [
            "API/Schema/Schema.swift", "API/Schema/Schema+Check.swift", "Demo/MailFile.swift", "Forms/FormFields.swift",
            "Forms/MultipartForm.swift", "Security/ClientAddress.swift", "Security/CanonicalAddress.swift", "Security/LocalPath.swift",
            "Words/Language+Preferred.swift",
        ], swiftSettings: watched),
    .target(
        name: "vestibule", dependencies: ["SignalingProtocol", nio.core, crypto], exclude: ["Deployment"],
        sources: [
            "Doctor/RelayAddress.swift", "Doctor/STUNMessage.swift", "Tokens/RoomTokenClaims.swift", "Tokens/TokenHeader.swift",
        ], swiftSettings: watched),
]
let parsers: [Target.Dependency] = [
    "Signaling", "SignalingProtocol", "PortalCore", "PortalWeb", "Delivery", "vestibule", nio.core, nio.webSocket, httpTypes,
]
let fuzzing: [Target] = [
    .target(name: "CFuzzer", path: "Tests/FuzzTests/CFuzzer"),
    .target(name: "Rules", dependencies: parsers, path: "Tests/FuzzTests/Rules", swiftSettings: strict),
    .executableTarget(
        name: "fuzz", dependencies: ["Rules", "CFuzzer"], path: "Tests/FuzzTests/Fuzzer", swiftSettings: strict,
        linkerSettings: [.unsafeFlags([fuzzer ?? ""]), .linkedLibrary("stdc++"), .linkedLibrary("m")]),
]
let sanitizing: [Target] = [
    .testTarget(name: "RoomCoreTests", dependencies: ["RoomCore"], swiftSettings: strict),
    .testTarget(name: "SignalingProtocolTests", dependencies: ["SignalingProtocol"], swiftSettings: strict),
    .testTarget(name: "PortalCoreTests", dependencies: ["PortalCore"], swiftSettings: strict),
    .testTarget(
        name: "DeliveryTests", dependencies: ["Delivery", "PortalCore", "SignalingProtocol"],
        exclude: ["Support/smtp_server.py", "Support/http_server.py", "Support/read_mail.py"], swiftSettings: strict),
    .testTarget(name: "FuzzTests", dependencies: parsers, exclude: ["CFuzzer", "Corpus", "Fuzzer"], swiftSettings: strict),
    .testTarget(
        name: "SocketTests", dependencies: ["Signaling", "SignalingClient", "SignalingProtocol", nio.core, nio.posix, nio.webSocket, logging],
        path: "Tests/judges/SocketTests", swiftSettings: strict),
]

let package = Package(
    name: "judged",
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: targets + (fuzzer == nil ? sanitizing : fuzzing),
    swiftLanguageModes: [.v6]
)
