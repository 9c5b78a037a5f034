import BankModel

/// Cuts the features of a GeoJSON FeatureCollection out of a stream, without parsing them.
///
/// It knows only where JSON values begin and end: strings, escapes, and the depth of brackets. What
/// it cuts out is parsed strictly afterwards; what is wrong between the features ends the file.
/// Memory is one feature's, and that is bounded.
struct FeatureScanner {
    /// What was found, in the file's order.
    enum Event {
        /// A member of the collection other than `features`, and its value's bytes.
        case member(String, [UInt8], line: Int)
        /// An item of `features`.
        case feature([UInt8], line: Int)
        /// An item of `features` that is longer than `Limits.importRowBytesMax`.
        case featureTooLong(line: Int)
    }

    /// Why reading cannot go on.
    struct Fault: Error, Equatable {
        let line: Int
        let reason: String
    }

    /// Where in the collection the next byte stands.
    private enum State: Equatable {
        /// Before the collection's brace. Goes to: key.
        case start
        /// Before a key, or before the closing brace where that may come. Goes to: inKey, end.
        case key(mayClose: Bool)
        /// In a key. Goes to: colon.
        case inKey
        /// Before a colon. Goes to: value.
        case colon
        /// Before a member's value. Goes to: inMember, item.
        case value
        /// In a member's value. Goes to: behindMember.
        case inMember
        /// Behind a member's value. Goes to: key, end.
        case behindMember
        /// Before an item of `features`. Goes to: inItem, behindMember.
        case item(mayClose: Bool)
        /// In an item of `features`. Goes to: behindItem.
        case inItem
        /// Behind an item. Goes to: item, behindMember.
        case behindItem
        /// Behind the collection's closing brace: nothing but white space may follow.
        case end
    }

    private var state = State.start
    private var span = ValueSpan()
    private var key = ""
    private var hasFeatures = false
    /// The line of the byte that comes next, from 1.
    private(set) var line = 1
    private var spanLine = 1

    /// Whether the closing brace has been read.
    var isComplete: Bool { state == .end }

    /// The line of the feature in which the bytes so far end, if they end in one.
    var openFeatureLine: Int? { state == .inItem ? spanLine : nil }

    /// Reads on; `body` is called for everything that ends in these bytes.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (Event) -> Void
    ) throws(Fault) {
        var index = 0
        while index < bytes.count {
            switch state {
            case .inKey, .inMember, .inItem:
                let start = index
                index = span.read(bytes, from: start)
                for byte in bytes[start..<index] where byte == UInt8(ascii: "\n") { line += 1 }
                if span.isComplete { try endSpan(body) }
            case .start, .key, .colon, .value, .behindMember, .item, .behindItem, .end:
                let byte = bytes[index]
                if byte == UInt8(ascii: "\n") { line += 1 }
                let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
                if !isSpace, try !isTaken(byte) { continue }
                index += 1
            }
        }
    }

    /// Acts on one byte between values; false where the byte is the first of a value.
    private mutating func isTaken(_ byte: UInt8) throws(Fault) -> Bool {
        switch (state, byte) {
        case (.start, UInt8(ascii: "{")): state = .key(mayClose: true)
        case (.key, UInt8(ascii: "\"")):
            begin(.inKey)
            return false
        case (.key(mayClose: true), UInt8(ascii: "}")), (.behindMember, UInt8(ascii: "}")):
            state = .end
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.value, _): return try beginValue(byte)
        case (.behindMember, UInt8(ascii: ",")): state = .key(mayClose: false)
        case (.item(mayClose: true), UInt8(ascii: "]")), (.behindItem, UInt8(ascii: "]")):
            state = .behindMember
        case (.item, _) where !",]}:".utf8.contains(byte):
            begin(.inItem)
            return false
        case (.behindItem, UInt8(ascii: ",")): state = .item(mayClose: false)
        case (.start, _), (.key, _), (.colon, _), (.behindMember, _), (.item, _), (.behindItem, _),
            (.end, _), (.inKey, _), (.inMember, _), (.inItem, _):
            throw fault("`\(Excerpt.of([byte]))` stands where \(expected) belongs")
        }
        return true
    }

    private mutating func beginValue(_ byte: UInt8) throws(Fault) -> Bool {
        guard key == "features" else {
            guard !",]}:".utf8.contains(byte) else { throw fault("`\(key)` has no value") }
            begin(.inMember)
            return false
        }
        guard byte == UInt8(ascii: "[") else { throw fault("`features` is not an array") }
        guard !hasFeatures else { throw fault("`features` is there twice") }
        hasFeatures = true
        state = .item(mayClose: true)
        return true
    }

    private mutating func begin(_ next: State) {
        state = next
        spanLine = line
        span.begin()
    }

    private mutating func endSpan(_ body: (Event) -> Void) throws(Fault) {
        switch state {
        case .inKey:
            guard !span.isTooLong, let text = (try? JSONReader.parse(span.bytes))?.asText else {
                throw fault("a key is no JSON string")
            }
            key = text
            state = .colon
        case .inMember:
            guard !span.isTooLong else { throw fault("`\(Excerpt.of(key))` is too long") }
            body(.member(key, span.bytes, line: spanLine))
            state = .behindMember
        case .inItem:
            body(
                span.isTooLong
                    ? .featureTooLong(line: spanLine) : .feature(span.bytes, line: spanLine)
            )
            state = .behindItem
        case .start, .key, .colon, .value, .behindMember, .item, .behindItem, .end:
            preconditionFailure("a value ended in the state \(state), which has none")
        }
    }

    private func fault(_ reason: String) -> Fault { Fault(line: line, reason: reason) }

    private var expected: String {
        switch state {
        case .start: "the brace of a FeatureCollection"
        case .key, .inKey: "a key"
        case .colon: "a colon"
        case .value, .inMember: "a value"
        case .behindMember: "a comma or a closing brace"
        case .item, .inItem: "a feature"
        case .behindItem: "a comma or a closing bracket"
        case .end: "the end of the file"
        }
    }
}
