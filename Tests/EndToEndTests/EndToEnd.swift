import Testing

/// Real daemons and the real command line, held to the contract of DESIGN.md §9.
///
/// One test at a time: each runs two or three daemons, and two cores are not many.
@Suite(.serialized) struct EndToEnd {}
