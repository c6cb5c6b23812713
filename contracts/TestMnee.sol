// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Token of the embedded local chain and of tests. It has no worth and is deployed nowhere else.
/// It can pause and block on purpose: real stablecoins do, and a payment must survive both.
contract TestMnee {
    string public constant name = "MNEE test token";
    string public constant symbol = "MNEE";
    uint8 public immutable decimals;
    address public immutable owner;

    uint256 public totalSupply;
    bool public paused;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => bool) public blocked;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    modifier onlyOwner() {
        require(msg.sender == owner, "MNEE: not the owner");
        _;
    }

    constructor(uint8 decimals_) {
        decimals = decimals_;
        owner = msg.sender;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        emit Approval(msg.sender, spender, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= value, "MNEE: insufficient allowance");
            allowance[from][msg.sender] = allowed - value;
        }
        move(from, to, value);
        return true;
    }

    function mint(address to, uint256 value) external onlyOwner {
        require(to != address(0), "MNEE: mint to the zero address");
        totalSupply += value;
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function pause() external onlyOwner {
        paused = true;
    }

    function unpause() external onlyOwner {
        paused = false;
    }

    function setBlocked(address account, bool isBlocked) external onlyOwner {
        blocked[account] = isBlocked;
    }

    function move(address from, address to, uint256 value) private {
        require(!paused, "MNEE: paused");
        require(!blocked[from] && !blocked[to], "MNEE: blocked account");
        require(to != address(0), "MNEE: transfer to the zero address");
        uint256 balance = balanceOf[from];
        require(balance >= value, "MNEE: insufficient balance");
        balanceOf[from] = balance - value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}
