// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

interface Erc20 {
    function balanceOf(address account) external view returns (uint256);
}

/// Pays many recipients in one transaction, out of the balance of its owner, and every serial number once for ever.
///
/// All of a batch happens or nothing. Only the owner may call, and only the owner's own balance moves: an allowance
/// given to this contract by anybody else can be used by nobody. There is no other way in: no owner change, no
/// upgrade, no call to anything but the token, no coin, no tokens held.
contract BatchPayer {
    address public immutable owner;
    address public immutable token;

    /// Serial s was paid when bit s % 256 of paid[s / 256] is set. A bit is never cleared.
    mapping(uint256 page => uint256 bits) public paid;

    /// Written after the transfers of a batch: the k-th set bit, lowest first, is the k-th of them.
    event BatchPaid(uint256 indexed page, uint256 bits);

    error BadSetup();
    error NotOwner();
    error WrongCount(uint256 bitsSet, uint256 payments);
    error AlreadyPaid(uint256 bits);
    error BadPayment(uint256 index);
    error TransferFailed(uint256 index, bytes reason);
    error WrongSum(uint256 balanceBefore, uint256 balanceAfter, uint256 sum);

    constructor(address owner_, address token_) {
        if (owner_ == address(0) || token_.code.length == 0) revert BadSetup();
        owner = owner_;
        token = token_;
    }

    /// Pays serials of one page.
    /// @param page serial / 256, the same for all
    /// @param bits one bit for each serial % 256; as a serial is a bit, a batch cannot hold one twice
    /// @param payments in ascending order of serials: 20 bytes recipient, 12 bytes amount in minor units
    /// @return sum of the amounts. A dry run asks for it: an address without code answers nothing, and reverts nothing.
    function pay(uint256 page, uint256 bits, bytes32[] calldata payments) external returns (uint256 sum) {
        if (msg.sender != owner) revert NotOwner();
        if (bits == 0 || countSet(bits) != payments.length) revert WrongCount(countSet(bits), payments.length);
        uint256 before = paid[page];
        if (before & bits != 0) revert AlreadyPaid(before & bits);
        // Before the token is called: whatever it does meanwhile, these serials are taken.
        paid[page] = before | bits;

        uint256 balanceBefore = Erc20(token).balanceOf(owner);
        sum = transferAll(payments);
        uint256 balanceAfter = Erc20(token).balanceOf(owner);
        // A token that moved nothing, or took a fee on top, told us otherwise.
        if (balanceAfter + sum != balanceBefore) revert WrongSum(balanceBefore, balanceAfter, sum);
        emit BatchPaid(page, bits);
    }

    function transferAll(bytes32[] calldata payments) private returns (uint256 sum) {
        uint256 transferCall = prepareCall();
        for (uint256 index = 0; index < payments.length; ) {
            uint256 payment = uint256(payments[index]);
            address to = address(uint160(payment >> 96));
            uint256 amount = uint96(payment);
            if (to == address(0) || amount == 0) revert BadPayment(index);
            if (!transferOne(transferCall, to, amount)) revert TransferFailed(index, lastAnswer());
            unchecked {
                // At most 256 amounts below 2^96.
                sum += amount;
                ++index;
            }
        }
    }

    /// Writes selector and sender of transferFrom(owner, …) once; each payment fills in the rest.
    function prepareCall() private view returns (uint256 buffer) {
        address from = owner;
        assembly ("memory-safe") {
            buffer := mload(0x40)
            mstore(0x40, add(buffer, 128))
            mstore(buffer, shl(224, 0x23b872dd))
            mstore(add(buffer, 4), from)
        }
    }

    /// @return done whether the token answered true, or nothing at all as some tokens do
    function transferOne(uint256 buffer, address to, uint256 amount) private returns (bool done) {
        address token_ = token;
        assembly ("memory-safe") {
            mstore(add(buffer, 36), to)
            mstore(add(buffer, 68), amount)
            let called := call(gas(), token_, 0, buffer, 100, 0, 32)
            let answeredTrue := and(gt(returndatasize(), 31), eq(mload(0), 1))
            done := and(called, or(answeredTrue, iszero(returndatasize())))
        }
    }

    /// What the token said last, at most 512 bytes of it.
    function lastAnswer() private pure returns (bytes memory answer) {
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, 512) { size := 512 }
            answer := mload(0x40)
            mstore(0x40, add(answer, 544))
            mstore(answer, size)
            returndatacopy(add(answer, 32), 0, size)
        }
    }

    /// Set bits of a word: sums over pairs, fours and eights of bits, then the 32 bytes.
    function countSet(uint256 word) private pure returns (uint256) {
        unchecked {
            uint256 twos = type(uint256).max / 3;
            uint256 fours = type(uint256).max / 5;
            uint256 eights = type(uint256).max / 17;
            word -= (word >> 1) & twos;
            word = (word & fours) + ((word >> 2) & fours);
            word = (word + (word >> 4)) & eights;
            // All 32 bytes together can be 256, one more than a byte holds: add them up in 16 lanes of two bytes.
            uint256 lanes = type(uint256).max / 65_535;
            word = (word & (lanes * 255)) + ((word >> 8) & (lanes * 255));
            return (word * lanes) >> 240;
        }
    }
}
