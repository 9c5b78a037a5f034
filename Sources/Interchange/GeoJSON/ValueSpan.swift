import BankModel

/// Collects the bytes of one JSON value, to the byte where it ends.
struct ValueSpan {
    /// The value's bytes so far; those beyond the limit are counted, not kept.
    private(set) var bytes: [UInt8] = []
    /// Whether the value is longer than `Limits.importRowBytesMax`.
    private(set) var isTooLong = false
    /// Whether the value has ended.
    private(set) var isComplete = false
    private var depth = 0
    private var isInString = false
    private var isEscaped = false

    mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        isTooLong = false
        isComplete = false
        depth = 0
        isInString = false
        isEscaped = false
    }

    /// Reads on, and returns where the next byte stands that is not the value's.
    ///
    /// A number or a word ends before the comma, bracket or white space behind it.
    mutating func read(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var index = start
        while index < input.count, !isComplete {
            let byte = input[index]
            if isInString {
                take(inString: byte)
            } else if depth == 0, Self.endsScalar(byte) {
                isComplete = true
                break
            } else {
                take(byte)
            }
            index += 1
        }
        append(UnsafeBufferPointer(rebasing: input[start..<index]))
        return index
    }

    private mutating func take(inString byte: UInt8) {
        if isEscaped {
            isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
            isInString = false
            isComplete = depth == 0
        }
    }

    private mutating func take(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
            depth -= 1
            isComplete = depth == 0
        default: break
        }
    }

    private static func endsScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09: true
        default: false
        }
    }

    private mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
        guard bytes.count + run.count <= Limits.importRowBytesMax else {
            isTooLong = true
            return
        }
        bytes.append(contentsOf: run)
    }
}
