import BankModel
import Testing

@testable import Identity

/// A charter that was signed once and has to be read for ever: its bytes are a contract.
///
/// The keys that signed it were thrown away.
@Suite struct GoldenCharterTests {
    @Test func `a charter of the first release is read, whole and signed`() throws {
        let charter = try CharterDocument(file: Array(Self.text.utf8))
        try charter.check()
        #expect(charter.text == Self.text)
        #expect(charter.charter.name == "golden")
        #expect(charter.charter.categories.map(\.word) == ["facility", "medical"])
        #expect(charter.rosters.map(\.roster.address) == ["127.0.0.1:7700", "127.0.0.1:7700"])
        let author = try #require(charter.rosters[1].roster.authors.first)
        #expect(
            Hex.encode(author.logKey)
                == "2368f07692a55d814b5143b25de2170dd8dd5856861fab1eeab8402e4b9a6584"
        )
    }

    @Test func `its hashes are what they were`() throws {
        let charter = try CharterDocument(file: Array(Self.text.utf8))
        #expect(
            charter.charter.bank.hex
                == "64711e9018c8a3697a2b2d292df487d63348e119ac3a6eaf6afcb0f58ae267f0"
        )
        #expect(charter.fingerprint.description == "6TH9-H745-3PCV-JJPC-4N4A-X08N-PQGR-3E6S")
        #expect(
            charter.entries[1].fingerprint.description == "8B4F-0EKM-XN86-1T0Z-1TWN-HNPQ-H2HN-KA91"
        )
        #expect(
            Hash256(hashing: charter.document.bytes).hex
                == "bd925658826f2709ba2714abf4db51ae7353b2d21c5e32bffead5e1f52153478"
        )
    }

    private static let text = """
        -----BEGIN JIG CHARTER-----
        eyJiYW5rIjoiZ29sZGVuIiwiY2F0ZWdvcmllcyI6W3siYnVmZmVyIjowLCJ3b3Jk
        IjoiZmFjaWxpdHkifSx7ImJ1ZmZlciI6NTAwMDAwLCJ3b3JkIjoibWVkaWNhbCJ9
        XSwiZm9ybWF0IjoxLCJub25jZSI6IjA3MDcwNzA3MDcwNzA3MDcwNzA3MDcwNzA3
        MDcwNzA3MDcwNzA3MDcwNzA3MDcwNzA3MDcwNzA3MDcwNzA3MDciLCJudW1iZXIi
        OjEsInBhcnRuZXJzIjpbeyJmb3JtYXQiOjEsIm5hbWUiOiJTZWNvbmQgcGFydG5l
        ciIsInBhcnRuZXIiOiJydSIsInJvb3QiOiIwZWZkZGU5YzZlZjkyZmRkMGZhZWJl
        ODk5ZjJkYzUzMTg3OGQ0YTE0NTlhMzUwYWJhZDAxN2NmMDFhYjUzYzFlIiwicm9z
        dGVyIjoiY2NiMjIzZGFlMWEwNTQ1MjM0ODBhNTM2YWZlMTNjMWM5MTFjNmNjZDQ0
        YmRiMmM0YzQ2OTE1ODU3ODE4MjI4ZCJ9LHsiZm9ybWF0IjoxLCJuYW1lIjoiRmly
        c3QgcGFydG5lciIsInBhcnRuZXIiOiJ1cyIsInJvb3QiOiIwZmUxMmQwZTE0YTQz
        NjlkMmM1MTZhODVjZGVlNmQ1ZjkyMThjNTkzMGE1Y2M3NDk5ZDdjZmJlYTVlOTg0
        ZjFlIiwicm9zdGVyIjoiOTdmZGYwMDI2MWViNWIyNDRjMTU2NDJhYmQ3ZWY3MTMz
        NDE5YTgzZjZlOTliNDQzODFiZWJmOTljMWVjMjIyMCJ9XSwicnVsZXMiOjF9
        -----END JIG CHARTER-----
        -----BEGIN JIG SIGNATURE-----
        AnJ1Dv3enG75L90Prr6Jny3FMYeNShRZo1CrrQF88Bq1PB6MuSSZO+VEBqeRVUDv
        PioQ6b2i8E62AGjxukfnoK9858XkberU6aW5el79q+TE87KytHWYrXcHpcgmLZ0X
        F8gH
        -----END JIG SIGNATURE-----
        -----BEGIN JIG SIGNATURE-----
        AnVzD+EtDhSkNp0sUWqFze5tX5IYxZMKXMdJnXz76l6YTx7/U3vob6BaEP6AKQSV
        +UaOK2TiUIkM0tGrw4caBf/wls1fIBk1UaD8DWVt0+rR2+s36e5vsLnzActfHurA
        m/0B
        -----END JIG SIGNATURE-----
        -----BEGIN JIG ROSTER-----
        eyJhZGRyZXNzIjoiMTI3LjAuMC4xOjc3MDAiLCJhdXRob3JpdHkiOiJNSUlCZGpD
        Q0FSeWdBd0lCQWdJVkFLTVc0eTg5REtWdER4diswZENqcXFrdFNlV3RNQW9HQ0Nx
        R1NNNDlCQU1DTUJjeEZUQVRCZ05WQkFNTURHcHBaeUJEUVNCdlppQnlkVEFlRncw
        eU5URXlNekV5TXpVMU1EQmFGdzAwTlRFeU1qY3dNREF3TURCYU1CY3hGVEFUQmdO
        VkJBTU1ER3BwWnlCRFFTQnZaaUJ5ZFRCWk1CTUdCeXFHU000OUFnRUdDQ3FHU000
        OUF3RUhBMElBQkQyM3pkYVpWcVJGMDFDcHJFSVBBeW5pVC9VMHArcXNvRFFCa0VO
        dmNCZGlYemFOQkFZc1BWUHFDN09mQmtpakJVNHVZbmJCQlBnNVJqU1VVZ0JtbDhx
        alJUQkRNQklHQTFVZEV3RUIvd1FJTUFZQkFmOENBUUF3RGdZRFZSMFBBUUgvQkFR
        REFnSUVNQjBHQTFVZERnUVdCQlFDUWdZRHg0NUxqcVFHK1NLZ2xzeWQ2OUt4WkRB
        S0JnZ3Foa2pPUFFRREFnTklBREJGQWlFQTZlaTJ3aXBQbHJLYldadW0yUzYwQ2NU
        a3IwUUFUMVpUZFpja21oc0EyOVlDSUZPcm9xVStZcjVIaFFzdXp3ZE8vTDh1WVlD
        c3M1QWRDQ0owQ3VjakZSa00iLCJhdXRob3JzIjpbeyJhdXRob3IiOiJydSIsImtl
        eSI6IjdjNGUxN2JhNGRlOGYwYWJjOGFkN2RjYjNmOGMxOTVlZDM1NTUyYzMxYmNl
        NDRmZjM0ZGNlOWYwZTBlNzg5MDQifV0sImZvcm1hdCI6MSwibnVtYmVyIjoxLCJw
        YXJ0bmVyIjoicnUifQ==
        -----END JIG ROSTER-----
        -----BEGIN JIG SIGNATURE-----
        AnJ1Dv3enG75L90Prr6Jny3FMYeNShRZo1CrrQF88Bq1PB68va3+XKH5NVBoUnrs
        o4qZtkcUrzKe6mwNC+bGl3tJNs4FYKBtNxRxdF1ZxpJUEvXQPamxigyYobdgaxjH
        ChAM
        -----END JIG SIGNATURE-----
        -----BEGIN JIG ROSTER-----
        eyJhZGRyZXNzIjoiMTI3LjAuMC4xOjc3MDAiLCJhdXRob3JpdHkiOiJNSUlCZGpD
        Q0FSdWdBd0lCQWdJVVpVdElZN0JkRDN0ejF3ZzVKVk1tbTFxMHcrVXdDZ1lJS29a
        SXpqMEVBd0l3RnpFVk1CTUdBMVVFQXd3TWFtbG5JRU5CSUc5bUlIVnpNQjRYRFRJ
        MU1USXpNVEl6TlRVd01Gb1hEVFExTVRJeU56QXdNREF3TUZvd0Z6RVZNQk1HQTFV
        RUF3d01hbWxuSUVOQklHOW1JSFZ6TUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemow
        REFRY0RRZ0FFWFgxc1lJWWc2KzIwWUxwbG5CdTEydFprUktVY1NyWktCSmVVbE5x
        M0hsSW9hc0psQ0Jwa3VUSWV3bjNTTzBvS0lsY3VNWnptQXZadlYzQjhuY1QzN0tO
        Rk1FTXdFZ1lEVlIwVEFRSC9CQWd3QmdFQi93SUJBREFPQmdOVkhROEJBZjhFQkFN
        Q0FnUXdIUVlEVlIwT0JCWUVGSG94enN2TjRaRFN5NHZzTXlUTVREeDlUa05tTUFv
        R0NDcUdTTTQ5QkFNQ0Ewa0FNRVlDSVFDWVNDcjdYZ1NmUjkvY1l1Z1kwdnN2UGtH
        RFNxalljS1NSa29HZE1uZ0xiZ0loQUlsTElndWZBcHpDNnJiWnJGRVVkTlRIckVN
        YnpIcFpLMnpCWlo3ZXBnNlYiLCJhdXRob3JzIjpbeyJhdXRob3IiOiJ1cyIsImtl
        eSI6IjIzNjhmMDc2OTJhNTVkODE0YjUxNDNiMjVkZTIxNzBkZDhkZDU4NTY4NjFm
        YWIxZWVhYjg0MDJlNGI5YTY1ODQifV0sImZvcm1hdCI6MSwibnVtYmVyIjoxLCJw
        YXJ0bmVyIjoidXMifQ==
        -----END JIG ROSTER-----
        -----BEGIN JIG SIGNATURE-----
        AnVzD+EtDhSkNp0sUWqFze5tX5IYxZMKXMdJnXz76l6YTx4cgkvO95uxD/tqLCs7
        uTpWrWN4ffhHMliJg2OPZyaGouSgGeCJpkb9hgBPfFuqkM6GpHOhR8MxIvUlGxun
        T/0C
        -----END JIG SIGNATURE-----

        """
}
