import BankModel
import ControlAPI
import Identity
import Logging
import PeerTransport
import ServiceLifecycle

/// Listens and serves partners; at the end says goodbye to them first.
struct TransportService: Service {
    let transport: PeerTransport
    let node: BankNode

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await transport.run()
        }
    }
}

/// Carries what happens on the network to the node, a batch at a time.
struct ExchangeService: Service {
    let node: BankNode

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var next = await arrivals()
            while let current = next {
                // The batch that follows is read on this thread while the node takes this one on its
                // own.
                async let following = arrivals()
                await node.take(current)
                next = await following
            }
        }
        await node.depart()
    }

    private nonisolated func arrivals() async -> Arrivals? {
        await node.transport.nextEvents().map { Arrivals($0) }
    }
}

/// Wakes the node when it asked to be, and at least once a second while partners are to be called; and
/// lets it do between its transactions what nobody is to wait for.
struct WakingService: Service {
    let node: BankNode
    let alarmClock: AlarmClock

    private static let ringsAtLeast: Duration = .seconds(1)

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup { group in
                group.addTask { try await wake() }
                group.addTask { try await callAround() }
                group.addTask { for await _ in node.longLogs { await node.moveLog() } }
                try await group.next()
                group.cancelAll()
            }
        }
    }

    private func wake() async throws {
        for await _ in alarmClock.rings {
            await node.woke()
            if let fatal = await node.fatal { throw fatal }
        }
    }

    /// Calls partners that are due, and lets the node rest in between.
    ///
    /// A pause that is cut short is the normal end.
    private func callAround() async throws {
        while !Task.isCancelled {
            await node.callPartners()
            await node.sayReceived()
            // A little at a time, so that whatever else the node is to do comes in between.
            while !Task.isCancelled, await node.rest() {}
            do { try await Task.sleep(for: Self.ringsAtLeast / 4) } catch { return }
        }
    }
}

/// Renews the TLS leaf in good time; sessions that are open go on.
struct RenewalService: Service {
    let node: BankNode
    let configuration: LiveConfiguration

    private static let looksEvery: Duration = .seconds(60)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await Task.sleep(for: Self.looksEvery) } catch { return }
                await node.renewLeafIfDue(
                    lifetimeMilliseconds: configuration.current.leafMilliseconds
                )
            }
        }
    }
}

extension BankNode {
    /// Calls the partners that are due.
    func callPartners() { call(at: clock.now) }

    /// Calls these partners at the next opportunity: their addresses have changed.
    func hurry(_ partners: [PartnerID]) {
        for partner in partners { dialling.hurry(partner) }
    }

    /// Makes a new leaf when two thirds of the old one's life are over.
    func renewLeafIfDue(lifetimeMilliseconds: Int64) {
        do {
            guard LeafRenewal.isDue(try home.credentials(), now: clock.now) else { return }
            let renewed = try home.renewLeaf(
                now: clock.now,
                lifetimeMilliseconds: lifetimeMilliseconds
            )
            try transport.update(credentials: renewed)
            logger.notice("The TLS leaf was renewed; open sessions go on.")
        } catch {
            logger.error("The TLS leaf could not be renewed.", metadata: ["reason": "\(error)"])
        }
    }
}
