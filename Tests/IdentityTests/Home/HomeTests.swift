import BankModel
import Foundation
import Testing

@testable import Identity

@Suite struct HomeTests {
    @Test func `a home that is not there has no identity, 66`() throws {
        let scratch = try Scratch()
        for name in ["none", ""] {
            let home = Home(path: scratch.path(name))
            let error = refusal { _ = try home.readCard() }
            #expect(error == .notInitialised(home: home.path))
            #expect(error?.exitCode == 66)
        }
    }

    @Test(arguments: [0o750, 0o701, 0o755, 0o720, 0o777])
    func `a home that is open to others is refused`(mode: Int) throws {
        let kept = try Household()
        try Scratch.setMode(mode, of: kept.home.path)
        let error = refusal { _ = try kept.home.readCard() }
        #expect(error == .openToOthers(path: kept.home.path, mode: UInt32(mode), wanted: 0o700))
        #expect(error?.exitCode == 77)
    }

    @Test func `a home that its group may pass through is taken`() throws {
        let household = try Household()
        try Scratch.setMode(0o710, of: household.home.path)
        #expect(try household.home.readCard().entry.partner.text == "us")
    }

    @Test func `keys that their group may list are refused`() throws {
        let household = try Household()
        try Scratch.setMode(0o710, of: household.home.keys)
        let error = refusal { _ = try household.home.readCard() }
        #expect(error == .openToOthers(path: household.home.keys, mode: 0o710, wanted: 0o700))
    }

    @Test func `each private key is refused where others may read it`() throws {
        let household = try Household()
        let home = household.home
        for path in [home.rootKey, home.logKey, home.authorityKey, home.leaf, home.guardFile] {
            try Scratch.setMode(0o644, of: path)
        }
        func mode(_ path: String) -> IdentityError {
            .openToOthers(path: path, mode: 0o644, wanted: 0o600)
        }
        #expect(refusal { _ = try home.readRootKey() } == mode(home.rootKey))
        #expect(refusal { _ = try home.logSigner() } == mode(home.logKey))
        #expect(refusal { _ = try home.certificateAuthority() } == mode(home.authorityKey))
        #expect(refusal { _ = try home.credentials() } == mode(home.leaf))
        guard case .damaged(let reason) = Guard.open(home.guardFile) else {
            Issue.record("a guard that anybody may write was taken")
            return
        }
        #expect(reason.contains("0644"))
    }

    @Test func `keys of another home are refused`() throws {
        let (one, other) = (try Household(), try Household())
        for path in [one.home.rootKey, one.home.logKey, one.home.authorityKey] {
            let name = path.dropFirst(one.home.path.count)
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.copyItem(atPath: other.home.path + name, toPath: path)
        }
        guard
            case .contradiction(one.home.rootKey, _)? = refusal({ _ = try one.home.readRootKey() }),
            case .contradiction(one.home.logKey, _)? = refusal({ _ = try one.home.logSigner() }),
            case .badCertificate? = refusal({ _ = try one.home.certificateAuthority() })
        else {
            Issue.record("a key of another home was taken")
            return
        }
    }

    @Test func `the guard of another author is damaged`() throws {
        let household = try Household()
        let home = household.home
        guard case .found(let found) = try home.openGuard() else {
            Issue.record("a home has no guard of its own")
            return
        }
        #expect(found.heads.author == (try author("us")))
        try Guard.replace(home.guardFile, with: GuardedHeads(author: try author("us.2")))
        guard case .damaged(let reason) = try home.openGuard() else {
            Issue.record("another author's guard was taken")
            return
        }
        #expect(reason.contains("us.2"))
        try FileManager.default.removeItem(atPath: home.guardFile)
        guard case .missing = try home.openGuard() else {
            Issue.record("a guard was found where there is none")
            return
        }
    }

    @Test func `the configuration is written for its owner`() throws {
        let household = try Household()
        try household.home.writeConfiguration("listen: 127.0.0.1:7700\n")
        try household.home.writeConfiguration("listen: 127.0.0.1:7701\n")
        #expect(try Scratch.text(of: household.home.configuration) == "listen: 127.0.0.1:7701\n")
        #expect(try Scratch.mode(of: household.home.configuration) == 0o600)
    }

    @Test func `slashes at the end of a home's path change nothing`() {
        #expect(Home(path: "/a/b//") == Home(path: "/a/b"))
        #expect(Home(path: "/").path == "/")
    }
}
