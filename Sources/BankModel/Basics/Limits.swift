/// Every limit of jig, written once (DESIGN.md §10).
///
/// A limit's name ends with its unit or with what it bounds. Tests stand on both sides of each edge.
package enum Limits {
    // MARK: Wire

    /// Largest frame on the wire, and so the largest entry, in bytes: nothing is fragmented.
    package static let frameBytesMax = 48 * 1024
    /// Largest entry in bytes: a frame that carries one entry has `entryOverheadBytes` around it.
    package static let entryBytesMax = frameBytesMax - entryOverheadBytes
    /// What an `Entries` message adds around its only entry, at most, in bytes.
    package static let entryOverheadBytes = 256
    /// Where an import closes an entry and opens the next, in bytes.
    package static let entryBytesWanted = 16 * 1024
    /// What a frame that waits to be sent is counted as, at least, in bytes.
    package static let queuedFrameBytesMin = 1024
    /// Probes that one peer may send at a time: the questions, and whether anybody is there.
    package static let probesMax = 16
    /// Questions how far what was sent has come, without an answer, at one time.
    package static let questionsMax = probesMax - 1
    /// What may be on its way to a peer however slow the line is, in bytes: about one entry of an
    /// import.
    package static let windowBytesMin = 16 * 1024
    /// More is never on its way to a peer, however fast the line is, in bytes.
    package static let windowBytesMax = 1024 * 1024
    /// How long a full line has for what is on its way beyond `windowBytesMin`.
    package static let windowMilliseconds: Int64 = 1_000
    /// Credit that every log has from the handshake on, for pushes, in bytes.
    package static let standingCreditBytes = 2 * frameBytesMax
    /// Credit that a `Want` grants while catching up, in bytes.
    package static let bulkCreditBytes = 1024 * 1024
    /// Entries of one message, unpacked, in bytes: more than any credit that one log is granted.
    package static let entriesBytesMax = bulkCreditBytes + standingCreditBytes
    /// Hashes in one `Want`: fewer than fill a frame, and for each of many heads enough doublings to
    /// reach past any log that fits a disk.
    package static let wantHashesMax = 640
    /// Bytes of one charter, roster or card document.
    package static let documentBytesMax = 40 * 1024
    /// Documents in one message.
    package static let documentsMax = 130
    /// What a document takes in a message besides its bytes, at most.
    package static let documentOverheadBytes = 64
    /// The words for a peer's fault, in UTF-8 bytes; what is longer is cut.
    package static let faultBytesMax = 1_000
    /// Protocol versions in one HELLO.
    package static let versionsMax = 16
    /// Bytes of one certificate, DER.
    package static let certificateBytesMax = 8 * 1024
    /// Bytes of one PEM file: a key, and the certificate with it.
    package static let keyFileBytesMax = 12 * 1024

    // MARK: Log

    /// Entries that one entry may join: the heads of its author's own forked log.
    package static let previousMax = 8
    /// Heads of one log; no further branch of a log that has as many is taken, unless another
    /// partner's entry has seen it.
    package static let headsMax = 8
    /// Heads beyond the first of all logs of one partner, under the same condition.
    package static let branchesOfPartnerMax = 16
    /// Heads beyond the first of all logs together, whoever has seen them: a frontier fits a frame.
    package static let branchesMax = 512
    /// Logs of other authors that one entry may name as seen.
    package static let seenMax = partnersMax * headsMax
    /// Operations in one entry; a dot's index is below this.
    package static let operationsMax = 1 << 16
    /// Changes (records written) in one entry.
    package static let changesMax = 4096
    /// Dots that one operation may name.
    package static let supersedesMax = 1024
    /// How far ahead of our clock a claimed time may be before it is flagged and not absorbed.
    package static let clockAheadMillisecondsMax: Int64 = 5 * 60 * 1000

    // MARK: Records

    /// A text field, in UTF-8 bytes.
    package static let textBytesMax = 16 * 1024
    /// A record's name, in UTF-8 bytes.
    package static let nameBytesMax = 256
    /// One tag, in UTF-8 bytes.
    package static let tagBytesMax = 64
    /// One external id, in UTF-8 bytes.
    package static let externalIDBytesMax = 256
    /// One attribute's key, in UTF-8 bytes.
    package static let attributeKeyBytesMax = 64
    /// An operator's name, in UTF-8 bytes.
    package static let operatorBytesMax = 64
    /// Tags on one record (checked when writing).
    package static let tagsMax = 64
    /// Attributes on one record (checked when writing).
    package static let attributesMax = 64
    /// External ids on one record (checked when writing).
    package static let externalIDsMax = 64
    /// Remarks on one record (checked when writing).
    package static let remarksMax = 1024
    /// One position or time as it was typed, in UTF-8 bytes.
    package static let typedBytesMax = 256
    /// Positions and times of one value as they were typed: two forms of each position of as many
    /// volumes as a value may have, and both ends of their times.
    package static let typedFormsMax = 4 * volumesMax
    /// Sets of one author in one field that its own later Sets do not name.
    package static let ownSiblingsMax = 8
    /// Radius, half width, uncertainty and buffer, in millimetres: 500 km.
    package static let distanceMillimetresMax: Int64 = 500_000_000
    /// Vertices of one polygon, the first not repeated at the end.
    package static let polygonVertices = 3...1_000
    /// Points of one corridor.
    package static let corridorPoints = 2...500
    /// An edge of a polygon, in millimetres (checked when writing).
    package static let edgeMillimetresMin: Int64 = 1_000
    /// Radius of the cap that a polygon fits, in millimetres: 500 km (checked when writing).
    package static let capMillimetresMax: Int64 = 500_000_000
    /// A leg of a corridor, in millimetres: a quarter of the way round (checked when writing).
    package static let legMillimetresMax: Int64 = 10_000_000_000
    /// A height above whatever it is measured from, in millimetres: −1,000 m to 100 km.
    package static let altitudeMillimetres: ClosedRange<Int64> = -1_000_000...100_000_000
    /// How far apart the clocks of two partners may be, for times to count as meeting.
    package static let clockSkewMilliseconds: Int64 = 5_000
    /// Volumes of one field.
    package static let volumesMax = 32
    /// Vertices and points of all volumes of one field together.
    package static let verticesMax = 2_000
    /// Dots of the version that a reference means.
    package static let referenceDotsMax = 256
    /// Links of one record (checked when writing).
    package static let linksMax = 64
    /// Notices that the daemon looks at in one transaction, to say that they were received, beyond
    /// those of one entry.
    package static let receivedAtOnceMax = 256
    /// Answers that are overdue and listed one by one.
    package static let overdueListedMax = 100
    /// Statements that `show` lists; the rest is counted.
    package static let statementsListedMax = 100

    /// Stages of one charter's plan.
    package static let stagesMax = 16

    // MARK: Findings

    /// How near two records that are alike in name must be, beyond their uncertainties, to be
    /// suggested as one, in millimetres: 1 km.
    package static let duplicateMillimetres: Int64 = 1_000_000
    /// Letters of a name that may differ a little from another and still be alike.
    package static let alikeLettersMin = 8
    /// Letters put in, left out or changed between two names that are alike.
    package static let alikeEditsMax = 2
    /// How near latitude and longitude 0 a place looks as if nobody had filled it in, in
    /// millimetres: 1 km.
    package static let nullIslandMillimetres: Int64 = 1_000_000
    /// How far outside the bank's area a place is suspect, in millimetres: 100 km.
    package static let farOutsideMillimetres: Int64 = 100_000_000
    /// How far around a place others are sought, where it may have been typed wrongly, in
    /// millimetres: 50 km.
    package static let companyMillimetres: Int64 = 50_000_000
    /// How long a partner may be silent while a notice is active.
    package static let partnerSilentMilliseconds: Int64 = 5 * 60 * 1000

    // MARK: Partners

    /// Partners in one bank.
    package static let partnersMax = 64
    /// Authors on one roster.
    package static let authorsMax = 32
    /// Letters of a partner id: `[a-z][a-z0-9]{1,15}`.
    package static let partnerLetters = 2...16

    // MARK: Sessions

    /// TCP accept to the end of the TLS handshake.
    package static let handshakeMilliseconds: Int64 = 10_000
    /// End of the TLS handshake to a verified HELLO-ACK.
    package static let helloMilliseconds: Int64 = 5_000
    /// Silence after which a session is closed.
    package static let idleMilliseconds: Int64 = 45_000
    /// A FRONTIER is sent at least this often.
    package static let frontierMilliseconds: Int64 = 15_000
    /// Applied batches within this time share one FRONTIER.
    package static let frontierCoalesceMilliseconds: Int64 = 50
    /// How long an older connection of the same author has to answer a probe.
    package static let probeMilliseconds: Int64 = 5_000
    /// How long a partner that has suspended its part goes on with a peer that is connected and does
    /// not say that it has heard.
    package static let farewellMilliseconds: Int64 = 60_000
    /// Connections whose HELLO-ACK has not verified yet, at one time.
    package static let unauthenticatedConnectionsMax = 64

    // MARK: Keeping

    /// Pages of the write-ahead log, 4 KiB each, after which a commit moves them into the file.
    package static let walPagesWanted = 4_000
    /// Pages of the write-ahead log after which the node moves them between two commits of which none
    /// wrote many: so few that it is done before the next one comes.
    package static let walPagesBetween = 250
    /// What is left of a longer write-ahead log once it has been moved, in bytes.
    package static let walBytesKept = 32 * 1024 * 1024
    /// The length from which a write-ahead log is moved into the file when nothing else happens.
    package static let walBytesAtRest = 1024 * 1024
    /// Pages of the index of words that are joined at a time while nothing else happens: a few
    /// milliseconds, and so few that what has been joined makes room in the file for what follows.
    package static let wordPagesJoined = 8
    /// How long nothing has happened then, in milliseconds.
    package static let restMilliseconds: Int64 = 1_000
    /// Alarms kept in the store; the oldest acknowledged ones make room.
    package static let alarmsMax = 10_000
    /// Versions kept that an operator saw and that this node never had as a whole.
    package static let shownVersionsMax = 10_000
    /// Drafts kept in the store.
    package static let draftsMax = 10_000

    // MARK: Control

    /// Longest answer of the control API that its client holds in memory, in bytes.
    package static let controlAnswerBytesMax = 256 * 1024 * 1024
    /// How long a client of the control API waits for an answer that is not streamed.
    package static let controlAnswerMilliseconds: Int64 = 25_000
    /// A JSON request to the control API, in bytes; an import is not bounded, as it is never held whole.
    package static let controlRequestBytesMax = 1024 * 1024
    /// Objects and lists inside each other in a JSON request.
    package static let controlJSONDepthMax = 32
    /// One header of a request, in bytes.
    package static let controlHeaderBytesMax = 16 * 1024
    /// All headers of a request, in bytes.
    package static let controlHeadersBytesMax = 32 * 1024
    /// Headers of a request.
    package static let controlHeadersMax = 64
    /// Parameters in the query of a request.
    package static let controlParametersMax = 256
    /// Records on a page of a list where the query does not say.
    package static let controlPageRecords = 100
    /// Records on a page of a list.
    package static let controlPageRecordsMax = 1_000
    /// Findings that an answer lists; the rest is counted.
    package static let findingsListedMax = 1_000
    /// Positions that the answer to a write repeats, one line each.
    package static let positionsEchoedMax = 32
    /// Connections to the control socket at one time; the one that has been idle longest makes room
    /// for the next, which waits in the kernel's queue until then.
    package static let controlConnectionsMax = 128
    /// How long a connection to the control socket may be idle before it may have to make room.
    package static let controlGraceMilliseconds: Int64 = 1_000
    /// Silence within a request, or between two, after which the connection is closed.
    package static let controlIdleMilliseconds: Int64 = 60_000
    /// How long a caller may leave an answer unread.
    package static let controlUnreadMilliseconds: Int64 = 60_000
    /// How long services have to end once the daemon is told to stop.
    package static let shutdownMilliseconds: Int64 = 10_000

    // MARK: Shell

    /// A configuration file, in bytes.
    package static let configurationBytesMax = 64 * 1024
    /// The message of a log line, in bytes; what is longer is cut.
    package static let logMessageBytesMax = 4 * 1024
    /// One value of a log line, in bytes; what is longer is cut.
    package static let logValueBytesMax = 1_024
    /// Values of a log line, and of a list in it.
    package static let logValuesMax = 32
    /// Kinds of log lines whose rate is kept apart.
    package static let logKindsMax = 1_024
    /// Metrics of a process.
    package static let metricsMax = 500
    /// Label sets of one metric.
    package static let metricSeriesMax = 100

    // MARK: Files

    /// Columns of a CSV file.
    package static let importColumnsMax = 1000
    /// One row of a CSV file, one GeoJSON feature or one KML Placemark, in bytes: a list of long
    /// remarks still fits.
    package static let importRowBytesMax = 4 * 1024 * 1024
    /// Rows that an import writes in its first transaction; in each later one twice as many.
    package static let importFirstBatchRows = 1_000
    /// Rows that an import writes in one transaction, at most.
    package static let importBatchRows = 4_000
    /// Bytes of a file after which an import writes the rows that it has.
    package static let importBatchBytes = 4 * 1024 * 1024
    /// Objects and arrays inside one another in one GeoJSON feature, and elements in an XML file.
    package static let importDepthMax = 32
    /// One start tag of an XML file, its attributes included, in bytes.
    package static let xmlTagBytesMax = 64 * 1024
}
