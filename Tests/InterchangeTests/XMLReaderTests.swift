import BankModel
import Testing

@testable import Interchange

/// The strict reader of XML.
struct XMLReaderTests {
    /// What a document is read as, cut into chunks of so many bytes; its line behind a `:`.
    private func read(_ xml: [UInt8], chunk: Int = .max) throws -> [String] {
        var reader = XMLReader()
        var events: [String] = []
        var rest = xml[...]
        while !rest.isEmpty {
            try Array(rest.prefix(chunk)).withUnsafeBufferPointer { bytes in
                try reader.feed(bytes) { events.append("\(Self.word($0)):\($1)") }
            }
            rest = rest.dropFirst(chunk)
        }
        return reader.isComplete ? events : events + ["…"]
    }

    private static func word(_ event: XMLReader.Event) -> String {
        switch event {
        case .start(let name, let attributes):
            "<" + ([name] + attributes.map { "\($0.name)=\($0.value)" }).joined(separator: " ")
        case .end(let name): ">" + name
        case .text(let text): "'\(text)'"
        case .textTooLong: "too long"
        }
    }

    private func check(
        _ xml: String,
        gives expected: [String],
        _ location: SourceLocation = #_sourceLocation
    ) throws {
        for chunk in [1, 2, 3, 7, Int.max] {
            let events = try read(Array(xml.utf8), chunk: chunk)
            #expect(events == expected, sourceLocation: location)
        }
    }

    private func check(
        _ xml: [UInt8],
        isRefused reason: String,
        line: Int = 1,
        _ location: SourceLocation = #_sourceLocation
    ) {
        for chunk in [1, 5, Int.max] {
            do {
                let events = try read(xml, chunk: chunk)
                Issue.record("read as \(events)", sourceLocation: location)
            } catch let fault as XMLReader.Fault {
                #expect(fault.reason.contains(reason), "\(fault)", sourceLocation: location)
                #expect(fault.line == line, "\(fault)", sourceLocation: location)
            } catch {
                Issue.record("\(error)", sourceLocation: location)
            }
        }
    }

    private func check(
        _ xml: String,
        isRefused reason: String,
        line: Int = 1,
        _ location: SourceLocation = #_sourceLocation
    ) {
        check(Array(xml.utf8), isRefused: reason, line: line, location)
    }

    @Test func `XML is read, wherever its chunks end`() throws {
        try check("<a/>", gives: ["<a:1", ">a:1"])
        try check(
            "<?xml version='1.0' encoding=\"utf-8\"?>\n<!-- no - more -->\n<a  b = '1>\"' c=\"'\"\n>x</a >\n",
            gives: ["<a b=1>\" c=':3", "'x':4", ">a:4"]
        )
        try check(
            "<a><?php ?>&lt;&gt;&amp;&quot;&apos;&#9;&#x1F3E5;<![CDATA[<&]]]></a>",
            gives: ["<a:1", "'<>&\"'\t🏥':1", "'<&]':1", ">a:1"]
        )
    }

    @Test func `white space is what XML makes of it`() throws {
        try check("<a>\r\n\r\t</a>", gives: ["<a:1", "'\n\n\t':1", ">a:2"])
        try check("<a b='\r\n\t x&#10;&#13;'/>", gives: ["<a b=   x\n\r:1", ">a:1"])
    }

    @Test func `a document type and entities of anybody's own are refused`() {
        check("<!DOCTYPE a><a/>", isRefused: "document type")
        check("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", isRefused: "document type")
        check("<a><!ELEMENT></a>", isRefused: "document type")
        check("<a>\n&b;</a>", isRefused: "`&b;`")
        check("<a><b/>\n<c/>\n&b;</a>", isRefused: "`&b;`", line: 2)
        check("<a b='&c;'/>", isRefused: "`&c;`")
        check("<a>& </a>", isRefused: "begins no reference")
        check("<a>&#0;</a>", isRefused: "no character of XML")
        check("<a>&#xD800;</a>", isRefused: "no character of XML")
        check("<a>&#x110000;</a>", isRefused: "no character of XML")
        check("<a>&#99999999999;</a>", isRefused: "no character of XML")
        check("<a>&#-1;</a>", isRefused: "no character of XML")
        check("<a>&#;</a>", isRefused: "no character of XML")
        check("<a>&aaaaaaaaaaaaaaaaaaaaaaaaaaaa;</a>", isRefused: "begins no reference")
    }

    @Test func `what is not well formed is refused with its line`() {
        check("x<a/>", isRefused: "outside of")
        check("<a/>\nx<b/>", isRefused: "outside of")
        check("<a/><b/>", isRefused: "a second document element")
        check("<a>\n<b></a>", isRefused: "ends what has not begun", line: 2)
        check("</a>", isRefused: "ends what has not begun")
        check("<a b='1' b='2'/>", isRefused: "a second time")
        check("<a b/>", isRefused: "malformed")
        check("<a b=1/>", isRefused: "malformed")
        check("<a b='1'c='2'/>", isRefused: "malformed")
        check("<a b='<'/>", isRefused: "a `<` inside a tag")
        check("<1/>", isRefused: "without a name")
        check("< a/>", isRefused: "without a name")
        check("<>", isRefused: "without a name")
        check("<a>]]></a>", isRefused: "outside of a CDATA")
        check("<![CDATA[x]]><a/>", isRefused: "outside of")
        check("<a><!-- -- --></a>", isRefused: "has `--` in it")
        check("<a><?xml version='1.0'?></a>", isRefused: "behind the beginning")
        check("\n<?xml version='1.0'?><a/>", isRefused: "behind the beginning", line: 2)
    }

    @Test func `what is not UTF-8 or not of XML is refused`() {
        check("<?xml version='1.0' encoding='latin1'?><a/>", isRefused: "not in UTF-8")
        check(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8), isRefused: "not UTF-8")
        check(Array("<a b='".utf8) + [0xC3] + Array("'/>".utf8), isRefused: "not UTF-8")
        for scalar in ["\u{1}", "\u{B}", "\u{FFFE}", "\u{FFFF}"] {
            check("<a>\(scalar)</a>", isRefused: "which XML does not have")
            check("<a><![CDATA[\(scalar)]]></a>", isRefused: "which XML does not have")
        }
    }

    @Test func `depth and tags have their limits`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        let deepest = try read(Array(nested(Limits.importDepthMax).utf8))
        #expect(deepest.count == 2 * Limits.importDepthMax)
        check(nested(Limits.importDepthMax + 1), isRefused: "nesting deeper")
        func tag(_ bytes: Int) -> String {
            "<a b='" + String(repeating: "x", count: bytes - "<a b=''/>".utf8.count) + "'/>"
        }
        #expect(try read(Array(tag(Limits.xmlTagBytesMax).utf8)).count == 2)
        check(tag(Limits.xmlTagBytesMax + 1), isRefused: "a tag is longer")
    }

    @Test func `text that is too long is told of and not kept`() throws {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: Limits.importRowBytesMax)
        let open = Array("<a>".utf8)
        let close = Array("</a>".utf8)
        #expect(try read(open + long + close, chunk: 65_536).count == 3)
        let events = try read(open + long + [0x78] + close, chunk: 65_536)
        #expect(events == ["<a:1", "too long:1", ">a:1"])
    }

    @Test func `no mutation of a document is a trap`() {
        var dice = SeededDice(seed: 5)
        let sample = Array(
            "<?xml version='1.0'?><!-- c --><k a='1&lt;'><b>x&#65;</b><![CDATA[y]]><c/></k>".utf8
        )
        let pieces = Array("<>&;'\"/!?-[]= \n#x\u{0}".utf8)
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0...2, using: &dice) {
                case 0: bytes[index] = pieces[Int.random(in: 0..<pieces.count, using: &dice)]
                case 1: bytes.remove(at: index)
                default: bytes.insert(pieces[index % pieces.count], at: index)
                }
            }
            _ = try? read(bytes, chunk: Int.random(in: 1...9, using: &dice))
        }
    }
}
