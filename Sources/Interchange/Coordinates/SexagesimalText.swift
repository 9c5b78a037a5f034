package import BankModel
internal import Deconfliction

/// Positions in degrees, minutes and seconds.
package enum SexagesimalText {
    /// The exact position, as `34°30'00"N 38°15'00"E`.
    package static func text(of position: Position) -> String {
        SexagesimalAngle.text(units: position.latitude, isLatitude: true) + " "
            + SexagesimalAngle.text(units: position.longitude, isLatitude: false)
    }
}
