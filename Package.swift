// swift-tools-version: 6.2

import PackageDescription

/// What every target of ours is compiled with.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let nio = (
    core: Target.Dependency.product(name: "NIOCore", package: "swift-nio"),
    locks: Target.Dependency.product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    posix: Target.Dependency.product(name: "NIOPosix", package: "swift-nio"),
    http: Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio"),
    webSocket: Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio"),
    tls: Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")

// Each target's dependencies are all that it may import: Tests/ArchitectureTests holds the list.
let package = Package(
    name: "vestibule",
    products: [
        .executable(name: "vestibule", targets: ["vestibule"]),
        .executable(name: "vestibule-load", targets: ["vestibule-load"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .target(name: "SignalingProtocol", swiftSettings: strict),
        .target(name: "RoomCore", dependencies: ["SignalingProtocol"], swiftSettings: strict),
        .target(
            name: "Signaling",
            dependencies: [
                "RoomCore", "SignalingProtocol", nio.core, nio.locks, nio.posix, nio.http, nio.webSocket, hummingbirdCore,
                .product(name: "HTTPTypes", package: "swift-http-types"), logging, metrics, crypto,
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            ],
            swiftSettings: strict
        ),
        .target(name: "PortalCore", dependencies: ["SignalingProtocol"], swiftSettings: strict),
        .target(
            name: "Storage",
            dependencies: ["PortalCore", "SignalingProtocol", crypto, .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict
        ),
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]
        ),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "Delivery", dependencies: ["PortalCore", "SignalingProtocol", "CCurl"], swiftSettings: strict),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]
        ),
        .target(
            name: "PortalWeb",
            dependencies: [
                "PortalCore", "Storage", "SignalingProtocol", "CSodium", "CQREncode", hummingbird, crypto, logging, nio.core,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            swiftSettings: strict
        ),
        .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "Documents", dependencies: ["PortalCore", "CPango"], swiftSettings: strict),
        .target(
            name: "SignalingClient",
            dependencies: ["SignalingProtocol", nio.core, nio.posix, nio.http, nio.webSocket, nio.tls],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vestibule",
            dependencies: [
                "SignalingProtocol", "RoomCore", "Signaling", "PortalCore", "Storage", "Delivery", "PortalWeb", "Documents",
                "SignalingClient", hummingbird,
                hummingbirdCore, crypto, logging, metrics, nio.core, nio.posix, nio.tls,
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["Deployment"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "vestibule-load",
            dependencies: [
                "SignalingClient", "SignalingProtocol", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "SignalingProtocolTests", dependencies: ["SignalingProtocol", "Signaling"], swiftSettings: strict),
        .testTarget(name: "RoomCoreTests", dependencies: ["RoomCore"], swiftSettings: strict),
        .testTarget(
            name: "SignalingTests",
            dependencies: [
                "Signaling", "SignalingClient", "Storage", "RoomCore", "SignalingProtocol", nio.core, nio.posix, nio.webSocket,
                hummingbirdCore, logging, metrics, .product(name: "MetricsTestKit", package: "swift-metrics"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
        .testTarget(name: "PortalCoreTests", dependencies: ["PortalCore"], swiftSettings: strict),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents", "PortalCore"], swiftSettings: strict),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "SignalingProtocol", "Signaling", "PortalCore", "PortalWeb", "Delivery", "vestibule", nio.core, nio.webSocket,
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            exclude: ["CFuzzer", "Corpus", "Fuzzer"], swiftSettings: strict
        ),
        .testTarget(name: "StorageTests", dependencies: ["Storage"], swiftSettings: strict),
        .testTarget(
            name: "DeliveryTests", dependencies: ["Delivery", "PortalCore", "SignalingProtocol"],
            exclude: ["Support/smtp_server.py", "Support/http_server.py", "Support/read_mail.py"], swiftSettings: strict
        ),
        .testTarget(
            name: "PortalWebTests",
            dependencies: [
                "PortalWeb", "PortalCore", "Storage", "Documents", "SignalingProtocol", hummingbird, nio.core, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "vestibuleTests",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                "vestibule", "RoomCore", "Signaling", "SignalingClient", "SignalingProtocol", "PortalCore", "Storage", "Delivery", hummingbird,
                nio.core, crypto, logging, .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
