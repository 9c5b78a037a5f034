import ControlAPI
import Glibc

/// What the terminal and the operator's clock are like.
enum Screen {
    /// Columns where no terminal says otherwise.
    private static let widthDefault = 120

    /// How to render for a stream.
    static func display(for stream: Stream, _ colour: ColourChoice) -> Display {
        Display(
            width: width(of: stream) ?? widthDefault,
            tableWidth: width(of: stream) ?? .max,
            isColoured: isColoured(stream, colour),
            zone: localZone
        )
    }

    /// Colours are for terminals that want them (no-color.org).
    static func isColoured(_ stream: Stream, _ colour: ColourChoice) -> Bool {
        switch colour {
        case .always: true
        case .never: false
        case .auto:
            stream.isTerminal && Environment["NO_COLOR", default: ""].isEmpty
                && Environment["TERM"] != "dumb"
        }
    }

    /// As the terminal or `COLUMNS` says; nil where neither does.
    private static func width(of stream: Stream) -> Int? {
        var size = winsize()
        if stream.isTerminal, ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col > 0
        {
            return max(40, Int(size.ws_col))
        }
        return Environment["COLUMNS"].flatMap { Int($0) }.map { max(40, $0) }
    }

    /// The zone that `TZ` or the machine is set to.
    private static let localZone = Display.Zone { moment in
        var seconds = time_t(moment.milliseconds / 1000)
        var local = tm()
        guard localtime_r(&seconds, &local) != nil else { return (0, "UTC") }
        let name = local.tm_zone.map { String(cString: $0) } ?? ""
        return (Int(local.tm_gmtoff) / 60, name)
    }
}

extension Environment {
    /// The variable's value, or `fallback` where it is not set.
    static subscript(_ name: String, default fallback: String) -> String {
        self[name] ?? fallback
    }
}
