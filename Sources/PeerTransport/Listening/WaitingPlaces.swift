import Glibc
import NIOCore

/// The places of accepted connections that have not authenticated yet.
///
/// When all are taken, or half of them from one address, the oldest makes room: silence holds no
/// place against a caller who speaks, and one address cannot crowd out the others. The room is made
/// at the address that has most places, so that a flood crowds out itself first.
struct WaitingPlaces {
    private var sources: [ConnectionID: SourceAddress] = [:]

    /// Gives the connection a place; answers the one that has lost its own for that.
    mutating func admit(
        _ id: ConnectionID,
        from source: SourceAddress,
        placesMax: Int
    ) -> ConnectionID? {
        let places = Dictionary(grouping: sources.keys) { sources[$0] }
        var crowdedOut: ConnectionID?
        if let own = places[source], own.count >= max(1, placesMax / 2) {
            crowdedOut = own.min()
        } else if sources.count >= placesMax {
            let oldest = places.values.compactMap { ids in ids.min().map { (ids.count, $0) } }
            crowdedOut = oldest.max { ($0.0, $1.1) < ($1.0, $0.1) }?.1
        }
        if let crowdedOut { sources[crowdedOut] = nil }
        sources[id] = source
        return crowdedOut
    }

    /// The connection needs no place any more.
    mutating func free(_ id: ConnectionID) { sources[id] = nil }
}

/// Where a connection comes from, as far as one caller can be told from another.
///
/// An IPv4 address whole; of an IPv6 address the first half, since whoever has one has all of those.
struct SourceAddress: Hashable {
    private let bytes: [UInt8]

    init(_ address: SocketAddress?) { self.init(address?.ipAddress ?? "") }

    /// Reads a numeric address; all that are none are one source.
    init(_ text: String) {
        var long = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &long) == 1 else {
            var short = [UInt8](repeating: 0, count: 4)
            bytes = inet_pton(AF_INET, text, &short) == 1 ? short : []
            return
        }
        let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
        bytes = Array(long.starts(with: mapped) ? long.suffix(4) : long.prefix(8))
    }
}
