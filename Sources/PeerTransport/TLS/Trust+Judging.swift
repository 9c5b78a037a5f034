import BankModel
import Identity

extension Trust {
    /// The author that a peer's certificates prove, or the reason that the log gives.
    ///
    /// `role` is ours, and the peer's is the other one.
    func judge(
        _ chain: [[UInt8]],
        shownTo role: Role,
        expecting partner: PartnerID?,
        at now: Int64
    ) -> Result<AuthorID, RefusalReason> {
        let peerRole: PeerRole = role == .accepted ? .client : .server
        do throws(PeerCertificateError) {
            return .success(
                try author(of: chain, role: peerRole, expecting: partner, now: now)
            )
        } catch .wrongAuthority(let named) {
            if let issuer = issuer(of: chain, shownTo: peerRole, at: now) {
                return .failure(.otherPartnersAuthority(named: named, issuer: issuer))
            }
            return .failure(.certificate(.wrongAuthority(of: named)))
        } catch {
            return .failure(.certificate(error))
        }
    }

    /// The partner whose CA would have vouched for this certificate: tells a stranger from a
    /// partner who plays another one.
    private func issuer(
        of chain: [[UInt8]],
        shownTo role: PeerRole,
        at now: Int64
    ) -> PartnerID? {
        charter.partners.map(\.id).first { (candidate: PartnerID) -> Bool in
            do throws(PeerCertificateError) {
                _ = try PeerCertificate.author(
                    of: chain,
                    role: role,
                    expecting: nil,
                    authorities: { _ in authority(for: candidate) },
                    now: now
                )
                return true
            } catch .wrongAuthority, .unknownPartner {
                return false
            } catch {
                return true
            }
        }
    }
}
