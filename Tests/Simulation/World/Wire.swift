import BankModel

/// One connection between two nodes: the dialler is its side 0, the acceptor its side 1.
struct Wire {
    /// The nodes at its two ends.
    let nodes: [Int]
    /// How each end sees it.
    var sides: [Side]
    let line: Line

    /// One end.
    struct Side {
        /// Whether this end believes in the connection.
        var isOpen = true
        /// Whether its replica said that the peer proved itself.
        var isAuthenticated = false
        /// Whether what it sends is lost, though neither end knows.
        var isDeaf = false
        /// What travels towards this end, in order.
        var inbox: [Parcel] = []
        /// When something last came.
        var lastHeard: Int64
        /// When all that it sent will have left.
        var idleAt: Int64
    }

    /// A frame's payload on its way.
    struct Parcel {
        let arrives: Int64
        let payload: [UInt8]
        /// The entries in it.
        let entries: [EntryHash]
    }

    init(from dialler: Int, to acceptor: Int, at now: Int64, line: Line) {
        nodes = [dialler, acceptor]
        sides = Array(repeating: Side(lastHeard: now, idleAt: now), count: 2)
        self.line = line
    }

    /// What TLS and our own framing add to a frame.
    private static let framingBytes = 25

    /// Puts a payload behind what a side has sent; when all of it will have left.
    mutating func carry(_ bytes: Int, from side: Int, at now: Int64) -> Int64 {
        let bytes = bytes + Self.framingBytes
        let pace = line.bytesPerMillisecond
        sides[side].idleAt = max(now, sides[side].idleAt) + Int64((bytes + pace - 1) / pace)
        return sides[side].idleAt
    }

    /// When the kernel will have taken all that a side has sent.
    func drainsAt(_ side: Int) -> Int64 {
        sides[side].idleAt - Int64(line.kernelBytes / line.bytesPerMillisecond)
    }

    func side(of node: Int) -> Int { nodes[0] == node ? 0 : 1 }

    /// Whether these two are at its ends.
    func joins(_ first: Int, _ second: Int) -> Bool {
        nodes[0] == first && nodes[1] == second || nodes[0] == second && nodes[1] == first
    }

    /// Whether both ends believe in it and have heard the other prove itself.
    var isLive: Bool { sides.allSatisfy { $0.isOpen && $0.isAuthenticated } }
}

/// What the bytes of a connection travel over.
package struct Line: Sendable {
    /// How long a byte travels, in milliseconds.
    let delay: Int64
    /// Bytes that leave in a millisecond, in each direction.
    let bytesPerMillisecond: Int
    /// Bytes that the kernel takes before they leave.
    let kernelBytes: Int

    package init(bytesPerMillisecond: Int, delay: Int64, kernelBytes: Int) {
        self.bytesPerMillisecond = bytesPerMillisecond
        self.delay = delay
        self.kernelBytes = kernelBytes
    }
}
