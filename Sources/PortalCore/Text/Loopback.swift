/// This machine, as others call it: what is sent there can't be read on the way.
public enum Loopback {
    /// - Parameter host: A name, an IPv4 address, or an IPv6 address in brackets.
    public static func isHost(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "[::1]" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
    }
}
