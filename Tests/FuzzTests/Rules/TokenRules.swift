import Foundation
import SignalingProtocol

@testable import vestibule

extension Parser {
    /// What a room token says, before and after its signature is looked at. The first line is the token, the rest its claims.
    static let token = Parser(ofText: "token") { text in
        let (token, claims) = text.halves
        if let header = TokenHeader(of: token) {
            try expect(token.utf8.count <= TokenHeader.longestToken, "a token is no longer than allowed")
            try expect(header.crit == nil, "nothing is critical that isn't known")
        }
        guard let claims = try? JSONDecoder().decode(RoomTokenClaims.self, from: Data(claims.utf8)) else { return }
        let again = RoomTokenClaims(claims.grant)
        // What is outside the moments that there are comes back as the nearest one.
        let isWithin = [claims.iat, claims.nbf, claims.exp].allSatisfy { abs(Double($0)) < 8e12 }
        try expect(!isWithin || (again.exp, again.iat, again.nbf) == (claims.exp, claims.iat, claims.nbf), "times are what they were")
        try expect(again.room == claims.room && again.sub == claims.sub && again.role == claims.role, "a grant says what its claims did")
        try expect(again.grant == claims.grant || !isWithin, "a grant reads as what it was")
    }
}
