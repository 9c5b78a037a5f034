import Foundation

/// What this disk and these cores can do, measured anew in every run.
struct MeasuredLimits {
    /// (a) Bare SQLite, records a second.
    let plainRate: Double
    /// (a′) Bare SQLite with a bank's indexes, records a second.
    let indexedRate: Double
    /// (b) TLS 1.3 over loopback, MB a second.
    let bulkMegabytesPerSecond: Double
    /// (b) From a dial to the first answer.
    let dialMilliseconds: Double
    /// (b) One round trip of a small message.
    let roundTripMilliseconds: Double
    /// (c) Ed25519.
    let verificationsPerSecond: Double
    /// (c) SHA-256.
    let hashedMegabytesPerSecond: Double
    /// (d) One fdatasync.
    let syncMilliseconds: Double
    /// (d) The same where nothing was asked of the disk for as long as it was not in W2, which
    /// explains W2 and is no limit of it.
    let pausedSyncMilliseconds: Double

    static func measure(rows: ArraySlice<String>, in directory: URL) throws -> Self {
        let bare = BareRows(rows)
        let tls = try LoopbackTLS(in: directory)
        let pings = try tls.pingPong()
        let bulk = try tls.megabytesPerSecond()
        try tls.end()
        return Self(
            plainRate: try BareSQLite.plainRate(bare, in: directory),
            indexedRate: try BareSQLite.indexedRate(bare, in: directory),
            bulkMegabytesPerSecond: bulk,
            dialMilliseconds: pings.dial,
            roundTripMilliseconds: pings.roundTrip,
            verificationsPerSecond: try BareCryptography.verificationsPerSecond(),
            hashedMegabytesPerSecond: BareCryptography.hashedMegabytesPerSecond(),
            syncMilliseconds: try BareDisk.syncMilliseconds(in: directory),
            pausedSyncMilliseconds: try BareDisk.syncMilliseconds(
                in: directory,
                pauseMilliseconds: 2
            )
        )
    }

    /// The limits themselves, as figures.
    var figures: [Figure] {
        [
            Figure("limit_a_bare_sqlite", plainRate, "1/s"),
            Figure("limit_a_indexed_sqlite", indexedRate, "1/s"),
            Figure("limit_b_tls_bulk", bulkMegabytesPerSecond, "MB/s"),
            Figure("limit_b_tls_dial", dialMilliseconds, "ms"),
            Figure("limit_b_tls_round_trip", roundTripMilliseconds, "ms"),
            Figure("limit_c_ed25519_verify", verificationsPerSecond, "1/s"),
            Figure("limit_c_sha256", hashedMegabytesPerSecond, "MB/s"),
            Figure("limit_d_fdatasync", syncMilliseconds, "ms"),
            Figure("limit_d_fdatasync_after_2_ms", pausedSyncMilliseconds, "ms"),
        ]
    }

    var plain: Limit { Limit("(a) bare SQLite", plainRate) }
    var indexed: Limit { Limit("(a') SQLite with indexes", indexedRate) }
    var roundTrip: Limit { Limit("(b) round trip", roundTripMilliseconds) }
    /// Two commits, the guard, and the way across and back.
    var edit: Limit {
        Limit("3 x (d) + (b) round trip", 3 * syncMilliseconds + roundTripMilliseconds)
    }
    /// A dial with its handshake, and one round trip of signed heads.
    var reconnection: Limit {
        Limit("(b) dial + round trip", dialMilliseconds + roundTripMilliseconds)
    }
}
