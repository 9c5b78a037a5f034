import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct InitTests {
    @Test func `init makes a home that reads back whole`() throws {
        let household = try Household()
        let home = household.home
        let card = try home.readCard()
        #expect(card.entry.partner.text == "us")
        #expect(card.roster.roster.number == 1)
        #expect(card.roster.roster.address == "127.0.0.1:7700")
        #expect(try home.author() == author("us"))
        #expect(try home.readRootKey().publicKey == card.entry.rootKey)
        #expect(try home.certificateAuthority().der == card.roster.roster.certificateAuthority)
        #expect(try home.credentials().author == author("us"))
        #expect(try home.adoptedCharter() == nil)
        guard case .found(let found) = Guard.open(home.guardFile) else {
            Issue.record("no guard")
            return
        }
        #expect(found.heads == GuardedHeads(author: try author("us")))
    }

    @Test func `a home and its keys are their owner's alone`() throws {
        let household = try Household()
        let keys = household.home.keys
        for directory in [household.home.path, keys] {
            #expect(try Scratch.mode(of: directory) == 0o700)
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: keys) {
            #expect(try Scratch.mode(of: "\(keys)/\(name)") == 0o600)
        }
        #expect(try Scratch.mode(of: household.home.guardFile) == 0o600)
    }

    @Test func `a second init is refused and changes nothing`() throws {
        let household = try Household()
        let card = try Scratch.bytes(of: household.home.card)
        let error = refusal {
            _ = try household.home.initialise(
                partner: try partner("ru"),
                name: "Again",
                address: "h:1",
                now: testTime
            )
        }
        #expect(error == .alreadyInitialised(home: household.home.path))
        #expect(error?.exitCode == 78)
        #expect(try Scratch.bytes(of: household.home.card) == card)
    }

    @Test func `an init that was cut is gone on with, with the same keys`() throws {
        let household = try Household()
        let home = household.home
        let before = try home.readCard()
        let files = [home.guardFile, home.leaf, home.authority, home.authorityKey]
        for count in 0...files.count {
            for path in [home.card] + files.prefix(count) where SafeFile.exists(path) {
                try FileManager.default.removeItem(atPath: path)
            }
            let after = try home.initialise(
                partner: try partner("us"),
                name: "Partner us",
                address: "h:1",
                now: testTime
            )
            #expect(after.entry.rootKey == before.entry.rootKey)
            #expect(after.roster.roster.authors == before.roster.roster.authors)
            #expect(try home.readCard() == after)
            #expect(try home.credentials().author == author("us"))
        }
    }

    @Test func `a home that lost its card is not given a second identity`() throws {
        let household = try Household()
        let home = household.home
        try FileManager.default.removeItem(atPath: home.card)
        for path in [home.store, home.charter] {
            try Data([1]).write(to: URL(filePath: path))
            let error = refusal { try again(home) }
            #expect(error == .damagedHome(home: home.path, found: path))
            try FileManager.default.removeItem(atPath: path)
        }
        guard case .found(let found) = Guard.open(home.guardFile) else { return }
        try found.advance(to: Head(seq: 1, hash: .zero), of: .bank)
        #expect(refusal { try again(home) } == .damagedHome(home: home.path, found: home.guardFile))
    }

    private func again(_ home: Home) throws {
        _ = try home.initialise(
            partner: try partner("us"),
            name: "Again",
            address: "h:1",
            now: testTime
        )
    }

    @Test func `init keeps its hands off files that are not its own`() throws {
        let scratch = try Scratch()
        try scratch.write("mine", to: "notes")
        let home = Home(path: scratch.path)
        try again(home)
        #expect(try Scratch.text(of: scratch.path("notes")) == "mine")
        #expect(try home.readCard().entry.partner.text == "us")
    }

    @Test func `a root key may be elsewhere, and only signing needs it`() throws {
        let household = try Household(rootKeyPath: "offline.pem")
        let (home, path) = (household.home, household.scratch.path("offline.pem"))
        #expect(try home.locateRootKey() == path)
        #expect(!SafeFile.exists(home.rootKey))
        #expect(try home.readRootKey().publicKey == home.readCard().entry.rootKey)
        try FileManager.default.removeItem(atPath: path)
        #expect(refusal { _ = try home.readRootKey() } == .missingFile(path: path))
        #expect(try home.logSigner().author == author("us"))
        _ = try home.renewLeaf(now: testTime)
    }

    @Test func `a root key that was made elsewhere is used`() throws {
        let scratch = try Scratch()
        let key = RootKey()
        try key.write(to: scratch.path("root.pem"))
        let home = Home(path: scratch.path("home"))
        let card = try home.initialise(
            partner: try partner("us"),
            name: "US",
            address: "h:1",
            rootKeyPath: scratch.path("root.pem"),
            now: testTime
        )
        #expect(card.entry.rootKey == key.publicKey)
    }

    @Test(arguments: ["", " US", "US ", "a\u{1B}[2J", "a\u{202E}b", "a\nb"])
    func `a name that cannot be shown or signed is refused`(name: String) throws {
        try refuse(name: name, address: "h:1", argument: "--name")
    }

    @Test func `a name has at most 256 bytes`() throws {
        try refuse(name: String(repeating: "x", count: 257), address: "h:1", argument: "--name")
        #expect(PlainName.fault(String(repeating: "x", count: 256)) == nil)
    }

    @Test(arguments: ["", "h", "h:", "h:0", "h:65536", ":1", "h:01", "a b:1", "::1:7", "h:1\n"])
    func `an address without host and port is refused`(address: String) throws {
        try refuse(name: "US", address: address, argument: "--listen")
    }

    @Test(arguments: ["127.0.0.1:7700", "node.example:1", "[::1]:65535", "0.0.0.0:80"])
    func `an address with host and port is taken`(address: String) {
        #expect(Address.fault(address) == nil)
    }

    private func refuse(name: String, address: String, argument: String) throws {
        let scratch = try Scratch()
        let home = Home(path: scratch.path("home"))
        let error = refusal {
            _ = try home.initialise(
                partner: try partner("us"),
                name: name,
                address: address,
                now: testTime
            )
        }
        guard case .badArgument(let found, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == argument)
        #expect(error?.exitCode == 64)
        #expect(!SafeFile.exists(home.path))
    }
}
