import BankModel

/// A strict reader of a useful part of XML 1.0, in whichever chunks the document comes.
///
/// UTF-8 only. Comments and processing instructions are passed over. Refused, each with its line: a
/// document type, every entity but the five that XML has itself, tags that do not match, an attribute
/// that a tag has twice, characters that XML does not have, nesting beyond `Limits.importDepthMax`.
/// Memory is that of the longest text between two tags, and that is bounded.
struct XMLReader {
    /// What was found, in the document's order.
    enum Event: Equatable {
        /// A start tag; an empty element is a start and an end.
        case start(String, [Attribute])
        /// An end tag.
        case end(String)
        /// Text; an element's text may come in several pieces.
        case text(String)
        /// Text that is longer than `Limits.importRowBytesMax`.
        case textTooLong
    }

    /// An attribute of a start tag.
    struct Attribute: Equatable {
        let name: String
        let value: String
    }

    /// Why reading cannot go on.
    struct Fault: Error, Equatable {
        let line: Int
        /// A sentence without its full stop.
        let reason: String
    }

    /// What the next byte belongs to.
    private enum State: Equatable {
        /// Text, or what stands around the root. Goes to: opening.
        case text
        /// Behind a `<`, as long as it may become several things. Goes to: all below.
        case opening
        /// A tag, inside the quote if one is open. Goes to: text.
        case tag(quote: UInt8?)
        /// `<!-- -->`. Goes to: text.
        case comment
        /// `<![CDATA[ ]]>`. Goes to: text.
        case characterData
        /// `<? ?>`. Goes to: text.
        case instruction
    }

    private var state = State.text
    private var token: [UInt8] = []
    private var isTokenCut = false
    private var open: [String] = []
    private var hasRoot = false
    private var hasBegun = false
    /// The line of the byte that comes next, from 1.
    private(set) var line = 1
    /// The line in which the tag or text begins that is being handed over.
    private(set) var tokenLine = 1

    /// Whether the root has ended, and nothing has begun behind it.
    var isComplete: Bool { hasRoot && open.isEmpty && state == .text && Self.isBlank(token) }

    /// Reads on; `body` is called for everything that ends in these bytes, with the line where it
    /// began.
    mutating func feed(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (Event, _ line: Int) -> Void
    ) throws(Fault) {
        var index = 0
        while index < bytes.count {
            if state == .text {
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                take(UnsafeBufferPointer(rebasing: bytes[start..<index]))
                if index < bytes.count { try endText(body) }
            } else {
                try takeMarkup(bytes[index], body)
                index += 1
            }
        }
    }

    private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>) {
        for byte in bytes where byte == UInt8(ascii: "\n") { line += 1 }
        if token.count + bytes.count > Limits.importRowBytesMax { isTokenCut = true }
        if !isTokenCut { token.append(contentsOf: bytes) }
    }

    /// Hands text over where a `<` comes, which is the next byte.
    private mutating func endText(_ body: (Event, Int) -> Void) throws(Fault) {
        if isTokenCut {
            body(.textTooLong, tokenLine)
        } else if open.isEmpty {
            guard Self.isBlank(token) else {
                throw fault("text stands outside of the document's element")
            }
        } else if !token.isEmpty {
            body(.text(try text(token[...])), tokenLine)
        }
        if !token.isEmpty { hasBegun = true }
        begin(.opening)
    }

    private mutating func begin(_ next: State) {
        state = next
        token.removeAll(keepingCapacity: true)
        isTokenCut = false
        tokenLine = line
    }

    private mutating func takeMarkup(
        _ byte: UInt8,
        _ body: (Event, Int) -> Void
    ) throws(Fault) {
        if byte == UInt8(ascii: "\n") { line += 1 }
        guard token.count < Limits.importRowBytesMax else {
            throw fault("a tag, comment or CDATA section is longer than \(token.count) bytes")
        }
        token.append(byte)
        switch state {
        case .opening: try decide()
        case .tag(let quote): try takeTag(byte, quote, body)
        case .comment where ends(with: "-->", atLeast: 7):
            guard
                !String(decoding: token.dropFirst(4).dropLast(3), as: UTF8.self).utf8
                    .contains(doubled: UInt8(ascii: "-"))
            else { throw fault("a comment has `--` in it") }
            begin(.text)
        case .characterData where ends(with: "]]>", atLeast: 12):
            let content = token.dropFirst(9).dropLast(3)
            body(.text(try characters(content)), tokenLine)
            begin(.text)
        case .instruction where ends(with: "?>", atLeast: 4):
            try checkInstruction()
            begin(.text)
        case .comment, .characterData, .instruction, .text: break
        }
        if state == .text { hasBegun = true }
    }

    private func ends(with text: String, atLeast count: Int) -> Bool {
        token.count >= count && token.suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    /// Finds out what a `<` and what stands behind it begin.
    private mutating func decide() throws(Fault) {
        // The `<` itself came as the first byte of the token.
        guard token.count > 1 else { return }
        switch token[1] {
        case UInt8(ascii: "?"): state = .instruction
        case UInt8(ascii: "!"):
            if token.elementsEqual("<!--".utf8) {
                state = .comment
            } else if token.elementsEqual("<![CDATA[".utf8) {
                guard !open.isEmpty else {
                    throw fault("text stands outside of the document's element")
                }
                state = .characterData
            } else if !"<!--".utf8.starts(with: token), !"<![CDATA[".utf8.starts(with: token) {
                throw fault("a document type or declaration (`<!`) is not taken")
            }
        case UInt8(ascii: ">"), UInt8(ascii: "<"): throw fault("a tag without a name")
        default: state = .tag(quote: nil)
        }
    }

    private mutating func takeTag(
        _ byte: UInt8,
        _ quote: UInt8?,
        _ body: (Event, Int) -> Void
    ) throws(Fault) {
        guard token.count <= Limits.xmlTagBytesMax else {
            throw fault("a tag is longer than \(Limits.xmlTagBytesMax) bytes")
        }
        switch (byte, quote) {
        case (UInt8(ascii: "<"), _): throw fault("a `<` inside a tag")
        case (UInt8(ascii: "\""), nil), (UInt8(ascii: "'"), nil): state = .tag(quote: byte)
        case (UInt8(ascii: ">"), nil):
            try endTag(body)
            begin(.text)
        default: if byte == quote { state = .tag(quote: nil) }
        }
    }

    private mutating func endTag(_ body: (Event, Int) -> Void) throws(Fault) {
        if token[1] == UInt8(ascii: "/") {
            let name = String(decoding: token.dropFirst(2).dropLast(), as: UTF8.self)[...]
                .trimmedXML
            guard let last = open.popLast(), last.utf8.elementsEqual(name.utf8) else {
                throw fault("`</\(Excerpt.of(name))>` ends what has not begun")
            }
            body(.end(name), tokenLine)
            return
        }
        var tag = XMLTag(token)
        let (name, attributes) = try read(&tag)
        guard !open.isEmpty || !hasRoot else { throw fault("a second document element") }
        guard open.count < Limits.importDepthMax else {
            throw fault("nesting deeper than \(Limits.importDepthMax)")
        }
        hasRoot = true
        body(.start(name, attributes), tokenLine)
        if tag.isEmptyElement { body(.end(name), tokenLine) } else { open.append(name) }
    }

    private func read(_ tag: inout XMLTag) throws(Fault) -> (String, [Attribute]) {
        guard let name = tag.name() else { throw fault("a tag without a name") }
        var attributes: [Attribute] = []
        while let raw = try attribute(&tag) {
            let value = try text(raw.value[...], isAttribute: true)
            attributes.append(Attribute(name: raw.name, value: value))
        }
        let names = attributes.map(\.name).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let repeated = zip(names, names.dropFirst()).first { $0.utf8.elementsEqual($1.utf8) }
        if let repeated { throw fault("the attribute `\(Excerpt.of(repeated.0))` a second time") }
        return (name, attributes)
    }

    private func attribute(_ tag: inout XMLTag) throws(Fault) -> (name: String, value: [UInt8])? {
        switch tag.next() {
        case .attribute(let name, let value): return (name, value)
        case .end: return nil
        case .malformed: throw fault("the tag `\(Excerpt.of(token))` is malformed")
        }
    }

    private func checkInstruction() throws(Fault) {
        let text = String(decoding: token, as: UTF8.self)
        guard text.utf8.starts(with: "<?xml".utf8), token.count > 5, XMLTag.isSpace(token[5]) else {
            return
        }
        guard !hasBegun else { throw fault("an XML declaration behind the beginning") }
        let parts = text.lowercased().split { $0 == "\"" || $0 == "'" }
        guard let mark = parts.firstIndex(where: { $0.utf8.contains("encoding".utf8) }),
            mark + 1 < parts.count
        else { return }
        guard ["utf-8", "utf8", "us-ascii"].contains(parts[mark + 1]) else {
            throw fault(
                "the document is not in UTF-8 but in `\(Excerpt.of(String(parts[mark + 1])))`"
            )
        }
    }

    func fault(_ reason: String) -> Fault { Fault(line: tokenLine, reason: reason) }

    private static func isBlank(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy(XMLTag.isSpace) }
}

extension Collection where Element == UInt8 {
    fileprivate func contains(doubled byte: UInt8) -> Bool {
        zip(self, dropFirst()).contains { $0 == byte && $1 == byte }
    }

    fileprivate func contains(_ part: some Collection<UInt8>) -> Bool {
        var rest = self[...]
        while !rest.isEmpty {
            if rest.starts(with: part) { return true }
            rest = rest.dropFirst()
        }
        return false
    }
}
