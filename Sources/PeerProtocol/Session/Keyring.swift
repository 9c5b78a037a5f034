package import BankModel

/// What the protocol asks of the keys that a node holds: the port of `Identity`.
///
/// A value, so that what a transaction taught it is forgotten when the transaction fails.
package protocol Keyring: Sendable {
    /// The author that this node signs as.
    var author: AuthorID { get }
    /// The newest charter held.
    var charter: Charter { get }
    /// The newest roster of each partner.
    var rosters: [PartnerID: Roster] { get }

    /// Signs 32 bytes with this node's log key; 64 bytes.
    func sign(_ hash: Hash256) throws -> [UInt8]
    /// Whether the signature over the hash is by the log key of an author that a roster lists.
    func isSigned(_ hash: Hash256, signature: [UInt8], by author: AuthorID) -> Bool
    /// Why no session with the author may go on; nil for an author in good standing.
    func refusal(of author: AuthorID) -> String?
    /// The charter with this number, if it is held.
    func charter(numbered number: UInt64) -> Charter?
    /// Whether the roster with this number, or a later one, is held and lists the author.
    func lists(_ author: AuthorID, onRoster number: UInt64) -> Bool
    /// Documents that a node with this hello lacks.
    func documents(beyond hello: Hello) -> [StoredDocument]
    /// Verifies a document and, if it is new, learns it: true. False for one that is held already.
    ///
    /// - Throws: an error whose description says why the document is refused.
    mutating func learn(_ document: StoredDocument) throws -> Bool
}
