import Foundation

extension Run {
    /// W5: connected, converged, and nothing to do.
    func measureIdle() throws {
        try pair.waitUntilConverged()
        // The daemon would end a connection that is silent for a minute.
        for node in [us, ru] { node.hangUp() }
        let seconds = isQuick ? 10.0 : 60.0
        let before = try [us, ru].map { try $0.processorSeconds() }
        Thread.sleep(forTimeInterval: seconds)
        for (node, before) in zip([us, ru], before) {
            let used = try (node.processorSeconds() - before) * 60 / seconds
            add(Figure("w5_cpu_a_minute_\(node.partner)", used, "s", wanted: .atMost(0.3)))
            add(
                Figure(
                    "w5_resident_\(node.partner)",
                    try node.residentMemory(),
                    "MiB",
                    wanted: isQuick ? nil : .atMost(60),
                    isTime: false
                )
            )
        }
    }

    /// W6: `us` is killed in the middle of things and started again.
    func measureRestart() throws {
        us.kill()
        let (seconds, _) = try timed {
            try us.start()
            try us.waitUntilAnswering()
        }
        add(Figure("w6_ready", seconds * 1000, "ms", wanted: .atMost(500)))
    }
}
