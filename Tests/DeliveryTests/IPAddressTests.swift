import Glibc
import PortalCore
import Testing

@testable import Delivery

@Suite("Public addresses")
struct IPAddressTests {
    private func address(_ text: String) throws -> IPAddress {
        var bytes = [UInt8](repeating: 0, count: 16)
        let isIPv6 = text.contains(":")
        try #require(inet_pton(isIPv6 ? AF_INET6 : AF_INET, text, &bytes) == 1)
        return try #require(IPAddress(Array(bytes.prefix(isIPv6 ? 16 : 4))))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255",
        "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.167.255.255", "192.169.0.0", "198.17.255.255",
        "198.20.0.0", "223.255.255.255", "2001:200::", "2606:4700::1111", "2a00::1", "3fff:1000::", "::ffff:1.1.1.1", "64:ff9b::101:101",
    ])
    func `the open internet is open`(text: String) throws {
        #expect(try address(text).isPublic)
    }

    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255", "127.0.0.1", "127.255.255.255",
        "169.254.0.0", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.0",
        "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:1ff:ffff::", "2001:db8::1", "2002:7f00:1::", "3fff::1", "3fff:fff:ffff::", "4000::1", "fc00::1", "fdff::1",
        "fe80::1", "fec0::1", "ff02::1",
    ])
    func `what is inside, or for a special purpose, isn't`(text: String) throws {
        #expect(try !address(text).isPublic)
    }

    @Test(arguments: [0, 3, 5, 15, 17]) func `an address has 4 or 16 bytes`(count: Int) {
        #expect(IPAddress([UInt8](repeating: 1, count: count)) == nil)
    }
}
