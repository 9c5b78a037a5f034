// swift-tools-version: 6.2
import PackageDescription

/// The settings of STYLE.md, the same for every target of ours.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// How the programs are linked: without the table of every symbol, which nothing looks up by name and
/// which would keep code that nothing calls, and by the linker that then leaves out most.
let lean: [LinkerSetting] = [
    .unsafeFlags(
        ["-use-ld=lld", "-Xlinker", "--no-export-dynamic"],
        .when(platforms: [.linux], configuration: .release)
    )
]

/// One module of ours: `uses` are its arrows (ARCHITECTURE.md), `needs` are libraries.
func module(
    _ name: String,
    uses: [String] = [],
    needs: [Target.Dependency] = [],
    exclude: [String] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name,
        dependencies: uses.map { .byName(name: $0) } + needs,
        exclude: exclude,
        resources: resources,
        swiftSettings: strict
    )
}

/// A test target, together with what it looks at.
func tests(
    _ name: String,
    of uses: [String],
    needs: [Target.Dependency] = [],
    resources: [Resource] = []
) -> Target {
    .testTarget(
        name: name,
        dependencies: uses.map { .byName(name: $0) } + needs,
        resources: resources,
        swiftSettings: strict
    )
}

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle",
    package: "swift-service-lifecycle"
)
let lifecycleUnix = Target.Dependency.product(
    name: "UnixSignals",
    package: "swift-service-lifecycle"
)
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "jig",
    products: [
        .executable(name: "jigd", targets: ["jigd"]),
        .executable(name: "jigctl", targets: ["jigctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        module("BankModel", needs: [crypto]),
        module("Deconfliction", uses: ["BankModel"]),
        module(
            "PeerProtocol",
            uses: ["BankModel", "CZlib"],
            needs: [protobuf],
            exclude: ["Wire/generate", "Wire/jig.proto"]
        ),
        module("Replica", uses: ["BankModel", "PeerProtocol"]),
        module("BankStore", uses: ["BankModel"], needs: [grdb, grdbSQLite]),
        module("Identity", uses: ["BankModel"], needs: [crypto, swiftASN1, x509]),
        module(
            "PeerTransport",
            uses: ["BankModel", "PeerProtocol", "Identity"],
            needs: [logging, nioCore, nioPosix, nioTLS, nioSSL]
        ),
        module(
            "Interchange",
            uses: ["BankModel", "Deconfliction"],
            exclude: ["Coordinates/README.md"],
            resources: [.embedInCode("Coordinates/places-sy.csv")]
        ),
        module(
            "ControlAPI",
            uses: ["BankModel"],
            needs: [nioCore, nioPosix, nioHTTP1],
            resources: [.embedInCode("openapi.yaml")]
        ),
        module(
            "Daemon",
            uses: [
                "BankModel", "Deconfliction", "PeerProtocol", "Replica", "BankStore",
                "Identity", "PeerTransport", "Interchange", "ControlAPI", "CMalloc",
            ],
            needs: [
                hummingbird, hummingbirdCore, lifecycle, lifecycleUnix, logging, metrics,
                coreMetrics, nioCore, nioPosix, yams,
            ]
        ),
        .executableTarget(
            name: "jigd",
            dependencies: ["Daemon", argumentParser],
            swiftSettings: strict,
            linkerSettings: lean
        ),
        .executableTarget(
            name: "jigctl",
            dependencies: ["ControlAPI", "Identity", argumentParser],
            swiftSettings: strict,
            linkerSettings: lean
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "BankModel", "ChildPrograms", "ControlAPI", crypto, grdbSQLite, nioCore, nioPosix,
                nioSSL,
            ],
            path: "Tests/Benchmarks",
            exclude: ["NOTES.md", "flushes.c"],
            swiftSettings: strict
        ),
        .target(
            name: "Simulation",
            dependencies: ["BankModel", "Deconfliction", "Interchange", "PeerProtocol", "Replica"],
            path: "Tests/Simulation",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "Oracle",
            dependencies: ["BankModel", "Deconfliction", "ShapeDice", "Simulation"],
            path: "Tests/Oracles",
            exclude: [
                "compare.py", "coordinates", "coordinates.csv", "exports", "exports.py",
                "spherical.cpp",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "ShapeDice",
            dependencies: ["BankModel", "Deconfliction", "Simulation"],
            path: "Tests/ShapeDice",
            swiftSettings: strict
        ),
        .systemLibrary(name: "CSpawn", path: "Tests/CSpawn"),
        .target(
            name: "ChildPrograms",
            dependencies: ["CSpawn"],
            path: "Tests/ChildPrograms",
            swiftSettings: strict
        ),
        .target(
            name: "DiskFaults",
            dependencies: [grdbSQLite],
            path: "Tests/DiskFaults",
            swiftSettings: strict
        ),
        tests("BankModelTests", of: ["BankModel", "Simulation"]),
        tests(
            "PeerProtocolTests",
            of: ["BankModel", "PeerProtocol", "Simulation"],
            needs: [crypto, protobuf],
            resources: [.copy("Golden")]
        ),
        tests("ReplicaTests", of: ["BankModel", "PeerProtocol", "Replica", "Simulation"]),
        tests(
            "SimulationTests",
            of: [
                "BankModel", "BankStore", "Daemon", "Deconfliction", "DiskFaults", "PeerProtocol",
                "Replica", "ShapeDice", "Simulation",
            ],
            needs: [grdb]
        ),
        tests(
            "BankStoreTests",
            of: ["BankModel", "BankStore", "DiskFaults", "Simulation"],
            needs: [grdb, grdbSQLite],
            resources: [.copy("Golden")]
        ),
        tests(
            "IdentityTests",
            of: ["BankModel", "ChildPrograms", "Identity"],
            needs: [crypto, x509]
        ),
        tests(
            "PeerTransportTests",
            of: ["BankModel", "ChildPrograms", "PeerProtocol", "Identity", "PeerTransport"],
            needs: [logging, nioCore, nioPosix, nioSSL]
        ),
        tests(
            "DeconflictionTests",
            of: ["BankModel", "Deconfliction", "ShapeDice", "Simulation"]
        ),
        tests(
            "InterchangeTests",
            of: ["BankModel", "Deconfliction", "Interchange", "ShapeDice"]
        ),
        tests("ControlAPITests", of: ["BankModel", "ControlAPI"], needs: [nioCore, nioPosix]),
        tests(
            "DaemonTests",
            of: [
                "BankModel", "BankStore", "ControlAPI", "Daemon", "Deconfliction", "Identity",
                "PeerProtocol", "Simulation",
            ],
            needs: [coreMetrics, hummingbird, logging, metrics, nioCore, nioPosix, yams]
        ),
        tests("EndToEndTests", of: ["ChildPrograms", "jigd", "jigctl"]),
        tests("TidyTests", of: ["ChildPrograms"]),
    ]
)
