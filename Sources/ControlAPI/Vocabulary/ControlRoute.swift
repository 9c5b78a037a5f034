/// Every route of the control API: its method and its path, written once.
///
/// `openapi.yaml` describes each in full; the tests hold the two together.
package enum ControlRoute: String, CaseIterable, Sendable {
    /// Converged or not, and why.
    case status = "GET /v1/status"
    /// The records that match a query, page by page.
    case list = "GET /v1/records"
    /// Creates a record.
    case add = "POST /v1/records"
    /// One record with all its siblings.
    case show = "GET /v1/records/{id}"
    /// Changes fields of a record.
    case edit = "PATCH /v1/records/{id}"
    /// Withdraws a record.
    case withdraw = "POST /v1/records/{id}/withdrawal"
    /// Brings a withdrawn record back.
    case reinstate = "POST /v1/records/{id}/reinstatement"
    /// A partner's word on one version of a record.
    case say = "POST /v1/records/{id}/statements"
    /// Every change that a record has had.
    case history = "GET /v1/records/{id}/history"
    /// The open conflicts.
    case conflicts = "GET /v1/conflicts"
    /// Resolves one conflict.
    case resolve = "POST /v1/conflicts/{id}/resolution"
    /// Resolves the conflicts open now in one partner's favour.
    case resolveAll = "POST /v1/resolutions"
    /// Takes in a file of records.
    case importRecords = "POST /v1/import"
    /// Gives out records as a file.
    case exportRecords = "GET /v1/export"
    /// What the checks find.
    case findings = "GET /v1/findings"
    /// What a record would run into if it were written.
    case preview = "POST /v1/findings/preview"
    /// Does what a partner proposed for a record of ours.
    case acceptProposal = "POST /v1/proposals/{id}/acceptance"
    /// Refuses what a partner proposed for a record of ours.
    case declineProposal = "POST /v1/proposals/{id}/refusal"
    /// The stages of the charter's plan.
    case stages = "GET /v1/stages"
    /// A partner's word about the bank itself.
    case sayOfBank = "POST /v1/bank/statements"
    /// The partners and how far each is.
    case peers = "GET /v1/peers"
    /// Stops exchanging with a partner.
    case pause = "POST /v1/peers/{partner}/pause"
    /// Exchanges with a partner again.
    case resume = "POST /v1/peers/{partner}/resume"
    /// Dials a partner and says how far it came.
    case test = "POST /v1/peers/{partner}/test"
    /// Copies the store into a file.
    case backup = "POST /v1/backup"
    /// Computes the derived state from the log again.
    case rebuild = "POST /v1/rebuild"
    /// Verifies every hash and signature of the log.
    case verifyLog = "POST /v1/log/verify"
    /// What needs a human's attention.
    case alarms = "GET /v1/alarms"
    /// Writes that wait for this node's past to be known.
    case drafts = "GET /v1/drafts"
    /// Takes back a write that is not in the log yet.
    case dropDraft = "POST /v1/drafts/{id}/removal"
    /// A human's word that nothing of this node's past is missing.
    case confirmPast = "POST /v1/past/confirm"
    /// Prometheus text.
    case metrics = "GET /metrics"
    /// The description of all this, in YAML.
    case description = "GET /v1/openapi.yaml"

    /// `GET`, `POST` or `PATCH`.
    package var method: String { String(rawValue.prefix { $0 != " " }) }

    /// The path with its parameter in braces: `/v1/records/{id}`.
    package var path: String { String(rawValue.drop { $0 != " " }.dropFirst()) }

    /// Whether the answer takes as long as the bank is large, and is waited for without a limit.
    package var isUnhurried: Bool {
        switch self {
        case .findings, .importRecords, .exportRecords, .backup, .rebuild, .verifyLog, .resolveAll,
            .confirmPast:
            true
        case .status, .list, .add, .show, .edit, .withdraw, .reinstate, .say, .history,
            .conflicts,
            .resolve, .preview, .acceptProposal, .declineProposal, .stages,
            .sayOfBank,
            .peers, .pause, .resume, .test,
            .alarms, .drafts, .dropDraft, .metrics,
            .description:
            false
        }
    }

    /// The path with `argument`, percent-encoded, in place of its parameter.
    package func path(_ argument: String) -> String {
        path.split(separator: "/").reduce(into: "") { path, part in
            path += "/" + (part.hasPrefix("{") ? PercentEncoding.encode(argument) : String(part))
        }
    }
}

/// The names of the query's parameters, written once.
package enum ControlQuery {
    /// A kind of record: `target`.
    package static let kind = "kind"
    /// Records around a point: `LAT,LON,KM`.
    package static let near = "near"
    /// Words that a record contains.
    package static let text = "text"
    /// `true`: only records with an open conflict.
    package static let conflicted = "conflicted"
    /// `true`: the withdrawn records instead of those in the bank.
    package static let withdrawn = "withdrawn"
    /// The time that the checks are asked about.
    package static let at = "at"
    /// Findings about this record only.
    package static let record = "record"
    /// `true`: findings about every record, and not only about notices and sectors.
    package static let all = "all"
    /// Records on a page, at most.
    package static let limit = "limit"
    /// The cursor that the page before ended with.
    package static let after = "after"
    /// `csv`, `geojson` or `kml`; of an export also `cot`.
    package static let format = "format"
    /// The column that tells rows apart.
    package static let idColumn = "id_column"
    /// `true`: say what would happen, change nothing.
    package static let dryRun = "dry_run"
    /// `column=field`; may repeat.
    package static let map = "map"
}

/// What stands behind the body of an answer, written once.
package enum ControlTrailer {
    /// How many records of an export are in conflict.
    package static let conflictedRecords = "jig-conflicted-records"
    /// What an export's format could not carry: a sentence each, one or several of this trailer.
    package static let exportNotes = "jig-export-notes"
}

/// Percent-encoding (RFC 3986 section 2.1): all but the unreserved characters.
package enum PercentEncoding {
    /// The text as one segment of a path or one part of a query.
    package static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            if isUnreserved(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += (byte < 16 ? "%0" : "%") + digits
            }
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
