/// The arrows of DESIGN.md §11: what each module may import, and nothing else.
enum Modules {
    /// Modules that decide and never act: bytes, time, dice and storage come in as arguments.
    static let pure: Set = ["BankModel", "Deconfliction", "PeerProtocol", "Replica", "Interchange"]

    /// Libraries of the platform, which a module that acts may use.
    static let platform: Set = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization",
    ]

    static let ours: Set = [
        "BankModel", "Deconfliction", "PeerProtocol", "Replica", "BankStore", "Identity",
        "PeerTransport", "Interchange", "ControlAPI", "Daemon",
    ]

    /// Every module of ours, its own arrows and its libraries.
    static let allowed: [String: Set<String>] = [
        "BankModel": ["Crypto"],
        "Deconfliction": ["BankModel"],
        // What SwiftProtobuf calls bytes is the Data of FoundationEssentials.
        "PeerProtocol": ["BankModel", "CZlib", "FoundationEssentials", "SwiftProtobuf"],
        "Replica": ["BankModel", "PeerProtocol"],
        "Interchange": ["BankModel", "Deconfliction"],
        "BankStore": platform.union(["BankModel", "GRDB", "GRDBSQLite"]),
        "Identity": platform.union(["BankModel", "Crypto", "SwiftASN1", "X509"]),
        "PeerTransport": platform.union([
            "BankModel", "Identity", "PeerProtocol", "Logging", "NIOCore", "NIOPosix", "NIOSSL",
            "NIOTLS",
        ]),
        "ControlAPI": platform.union(["BankModel", "NIOCore", "NIOHTTP1", "NIOPosix"]),
        "Daemon": platform.union(ours).subtracting(["Daemon"]).union([
            "CMalloc", "CoreMetrics", "Hummingbird", "HummingbirdCore", "Logging", "Metrics",
            "NIOCore",
            "NIOPosix",
            "ServiceLifecycle", "UnixSignals", "Yams",
        ]),
        "jigd": platform.union(["ArgumentParser", "Daemon"]),
        "jigctl": platform.union(["ArgumentParser", "ControlAPI", "Identity"]),
    ]
}
