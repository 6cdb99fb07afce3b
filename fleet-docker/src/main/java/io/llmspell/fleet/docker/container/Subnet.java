package io.llmspell.fleet.docker.container;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Arithmetic on {@code address/prefix}. */
final class Subnet {
  private Subnet() {}

  static boolean contains(String subnet, InetAddress address) {
    int slash = subnet.indexOf('/');
    try {
      byte[] base = InetAddress.getByName(subnet.substring(0, slash)).getAddress();
      int hostBits = base.length * Byte.SIZE - Integer.parseInt(subnet.substring(slash + 1));
      return base.length == address.getAddress().length
          && network(base, hostBits).equals(network(address.getAddress(), hostBits));
    } catch (UnknownHostException | IndexOutOfBoundsException | NumberFormatException notASubnet) {
      return false;
    }
  }

  private static BigInteger network(byte[] address, int hostBits) {
    return new BigInteger(1, address).shiftRight(hostBits);
  }
}
