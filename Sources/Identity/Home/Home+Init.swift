package import BankModel
import Crypto
import Glibc
import SwiftASN1

extension Home {
    /// Gives the home its identity: keys, CA, first roster, first leaf, guard and card.
    ///
    /// Safe to be cut anywhere: the card comes last and is what marks a whole home, and whatever an
    /// earlier call left behind is used again, never replaced or removed. Keys that were put in
    /// place by hand, such as a root key made offline, are used in the same way.
    ///
    /// `address` is where partners reach the node, `host:port`, and goes on the card. `rootKeyPath`
    /// is where the root key is, or is to be, if not in the home. `now` is in milliseconds since
    /// 1970. `name` is put into normal form C, as all text that people type. An identity that is there already is refused.
    package func initialise(
        partner: PartnerID,
        name: String,
        address: String,
        rootKeyPath elsewhere: String? = nil,
        now: Int64
    ) throws(IdentityError) -> Card {
        let name = NormalForm.of(name)
        try checkArguments(name: name, address: address)
        try checkNew()
        try makeDirectories()
        let rootKey = try makeRootKey(elsewhere)
        let logKey = try makeLogKey()
        let authority = try makeAuthority(of: partner, now: now)
        let author = AuthorID(firstOf: partner)
        let roster = try RosterDocument(
            signing: Roster(
                partner: partner,
                number: 1,
                authors: [.init(id: author, logKey: logKey)],
                certificateAuthority: authority.der,
                address: address
            ),
            with: rootKey
        )
        let card = try Card(name: name, roster: roster, rootKey: rootKey)
        try store(roster)
        try write(try authority.leaf(for: author, now: now))
        // An unused guard may be left of an init that was cut, for another author at that.
        try Guard.replace(guardFile, with: GuardedHeads(author: author))
        try SafeFile.write(Array(card.text.utf8), to: self.card, mode: 0o644)
        return card
    }

    private func checkArguments(name: String, address: String) throws(IdentityError) {
        if let reason = PlainName.fault(name) { throw .badArgument(name: "--name", reason: reason) }
        if let reason = Address.fault(address) {
            throw .badArgument(name: "--listen", reason: reason)
        }
    }

    /// Refuses a home that is whole, or that lost its card: a second identity beside a store or a
    /// charter would make a stranger of its first.
    private func checkNew() throws(IdentityError) {
        if SafeFile.exists(card) { throw .alreadyInitialised(home: path) }
        for left in [store, charter] where SafeFile.exists(left) {
            throw .damagedHome(home: path, found: left)
        }
        if SafeFile.exists(guardFile), !Guard.isUnused(guardFile) {
            throw .damagedHome(home: path, found: guardFile)
        }
    }

    private func makeDirectories() throws(IdentityError) {
        try SafeFile.makeDirectory(path, mode: 0o700)
        try SafeFile.checkDirectory(path, refused: 0o067, wanted: 0o700)
        try SafeFile.makeDirectory(keys, mode: 0o700)
        try SafeFile.checkDirectory(keys, refused: 0o077, wanted: 0o700)
        for directory in [certificates, charters, rosters] {
            try SafeFile.makeDirectory(directory, mode: 0o700)
        }
    }

    private func makeRootKey(_ elsewhere: String?) throws(IdentityError) -> RootKey {
        guard let elsewhere else { return try readOrMakeRootKey(rootKey) }
        let absolute = try Self.absolute(elsewhere)
        let key = try readOrMakeRootKey(absolute)
        try SafeFile.write(Array("\(absolute)\n".utf8), to: rootKeyPath, mode: 0o600)
        return key
    }

    private func readOrMakeRootKey(_ path: String) throws(IdentityError) -> RootKey {
        if SafeFile.exists(path) { return try RootKey(path: path) }
        let key = RootKey()
        try key.write(to: path)
        return key
    }

    /// The public log key, 32 bytes.
    private func makeLogKey() throws(IdentityError) -> [UInt8] {
        if SafeFile.exists(logKey) {
            return Array(try Ed25519File.read(logKey).publicKey.rawRepresentation)
        }
        let key = Curve25519.Signing.PrivateKey()
        try Ed25519File.write(key, to: logKey)
        return Array(key.publicKey.rawRepresentation)
    }

    private func makeAuthority(
        of partner: PartnerID,
        now: Int64
    ) throws(IdentityError) -> CertificateAuthority {
        let key = try makeAuthorityKey()
        let made = try CertificateAuthority(of: partner, key: key, now: now)
        let document = PEMDocument(type: "CERTIFICATE", derBytes: made.der)
        try SafeFile.write(Array(PEM.text([document]).utf8), to: authority, mode: 0o644)
        return made
    }

    private func makeAuthorityKey() throws(IdentityError) -> P256.Signing.PrivateKey {
        if SafeFile.exists(authorityKey) { return try p256Key(authorityKey) }
        let key = P256.Signing.PrivateKey()
        let document = PEMDocument(type: "PRIVATE KEY", derBytes: Array(key.derRepresentation))
        try SafeFile.write(Array(PEM.text([document]).utf8), to: authorityKey, mode: 0o600)
        return key
    }

    private static func absolute(_ path: String) throws(IdentityError) -> String {
        if path.hasPrefix("/") { return path }
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard getcwd(&buffer, buffer.count) != nil else {
            throw .failed(doing: "finding", path: path, errno: errno)
        }
        let end = buffer.firstIndex(of: 0) ?? buffer.endIndex
        let directory = buffer[..<end].map { UInt8(bitPattern: $0) }
        return "\(String(decoding: directory, as: UTF8.self))/\(path)"
    }
}
