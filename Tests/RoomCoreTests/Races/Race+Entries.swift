import SignalingProtocol

/// The lock, and the last place.
extension Race {
    private static let lock = Act.say(.roomLock(Lock(locked: true)))

    static let entries: [Race] = [
        Race(
            "lock, a client's hello", in: line, lock, .hello("Ben"),
            forth: .init(.done, .waits, ["Ben": .waiting]), back: .init(.done, .waits, ["Ben": .waiting])),
        Race(
            "lock, an observer's hello", in: line, lock, .hello("Obi", .observer),
            forth: .init(.done, .waits, ["Obi": .waiting]), back: .init(.done, .isIn, ["Obi": .admitted])),
        Race(
            "lock, a host's hello", in: line, lock, .hello("Mae", .host),
            forth: .init(.done, .isIn, ["Mae": .admitted]), back: .init(.done, .isIn, ["Mae": .admitted])),
        Race(
            "lock, somebody admitted before returns", in: session + [.leave("Ann")], lock, .hello("Ann"),
            forth: .init(.done, .isIn, ["Ann": .admitted]), back: .init(.done, .isIn, ["Ann": .admitted])),
        Race(
            "lock, unlock by another host", in: line, lock, .say(.roomLock(Lock(locked: false)), by: "Oda"),
            forth: .init(.done, .done, ["Ann": .waiting]), back: .init(.done, .done, ["Ann": .waiting])),
        Race(
            "two come for the last place in line", in: hosts, .hello("Ann"), .hello("Ben"),
            forth: .init(.waits, .turnedAway(.roomFull, .overloaded), ["Ann": .waiting]),
            back: .init(.turnedAway(.roomFull, .overloaded), .waits, ["Ben": .waiting]), chairs: 1),
        Race(
            "send back to the last place in line, hello", in: session, .remove("Ann", toWaiting: true), .hello("Ben"),
            forth: .init(.done, .turnedAway(.roomFull, .overloaded), ["Ann": .waiting]),
            back: .init(.refused(.roomFull), .waits, ["Ann": .admitted, "Ben": .waiting]), chairs: 1),
        Race(
            "leave the last place in line, hello", in: line, .leave("Ann"), .hello("Ben"),
            forth: .init(.done, .waits, ["Ann": .left, "Ben": .waiting], closed: ["Ann": .normal]),
            back: .init(.done, .turnedAway(.roomFull, .overloaded), ["Ann": .left], closed: ["Ann": .normal]), chairs: 1),
        Race(
            "two take one name in the session", in: session + [.hello("Ben"), .admit(["Ben"])], rename("Ann"), rename("Ben"),
            forth: .init(.done, .refused(.nameTaken), [:]), back: .init(.refused(.nameTaken), .done, [:])),
        Race(
            "two take one name in line", in: line + [.hello("Ben")], rename("Ann"), rename("Ben"),
            forth: .init(.done, .done, [:]), back: .init(.done, .done, [:])),
    ]

    private static func rename(_ name: String) -> Act {
        .say(.profileUpdate(Profile(displayName: Scene.displayName("Sam"))), by: name)
    }
}
