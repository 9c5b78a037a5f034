internal import BankModel

/// A frame as it came, and what its bytes alone say, if that was worked out ahead.
///
/// Reading asks nothing of the session or the bank, so it can be done beside them, while they are
/// busy with the frames before.
package struct ReceivedFrame: Sendable {
    /// The frame's payload.
    package let payload: [UInt8]
    private var reading: Reading?

    package init(_ payload: [UInt8]) { self.payload = payload }

    /// Reads the frame ahead of its turn, and says how many bytes of entries it holds, unpacked.
    package mutating func readAhead() -> Int {
        let reading = reading ?? Reading(payload)
        self.reading = reading
        return reading.entries.reduce(0) { $0 + $1.bytes.count }
    }

    /// What the frame says.
    func read() -> Reading { reading ?? Reading(payload) }

    /// A message, or what is wrong with it, and its entries, if it carries any.
    struct Reading: Sendable {
        let message: Result<PeerMessage, ProtocolViolation>
        let entries: [ArrivedEntry]

        init(_ payload: [UInt8]) {
            var forms: [[UInt8]] = []
            do throws(ProtocolViolation) {
                let message = try MessageCodec.read(payload, forms: &forms)
                self.message = .success(message)
                if case .entries(_, let bytes) = message {
                    entries = zip(bytes, forms).map { ArrivedEntry($0, form: $1) }
                } else {
                    entries = []
                }
            } catch {
                message = .failure(error)
                entries = []
            }
        }
    }
}

/// An entry as it came from a peer, and what reading it gave.
package struct ArrivedEntry: Sendable {
    /// Its bytes, as they should have been signed.
    package let bytes: [UInt8]
    /// The form in which it is kept: that in which it came, where that is shorter.
    package let form: [UInt8]
    /// The entry, its signature not checked yet; or why it is none.
    package let reading: Result<SignedEntry, EntryError>

    /// Reads an entry; `form` is what it came as, where that was not its bytes.
    ///
    /// A form that is no shorter than the entry is not worth keeping.
    package init(_ bytes: [UInt8], form: [UInt8]? = nil) {
        self.bytes = bytes
        self.form = form.flatMap { $0.count < bytes.count ? $0 : nil } ?? bytes
        do throws(EntryError) { reading = .success(try EntryCodec().read(bytes)) } catch {
            reading = .failure(error)
        }
    }
}

extension ArrivedEntry: Equatable {
    /// Reading equal bytes gives equal results.
    package static func == (left: Self, right: Self) -> Bool {
        left.bytes == right.bytes && left.form == right.form
    }
}
