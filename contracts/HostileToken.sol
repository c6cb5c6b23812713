// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// A token for tests that misbehaves in every way a token can that is worth defending against.
contract HostileToken {
    enum Mode {
        Honest,
        AnswersNothing,
        AnswersFalse,
        AnswersTwo,
        AnswersOneByte,
        MovesNothing,
        FeeFromRecipient,
        FeeOnTop,
        Reenters,
        RevertsSilently,
        AnswersAtLength
    }

    Mode public mode;
    address public target;
    bytes public callback;
    /// What came of the last call back: whether it went through, and the selector of the refusal.
    bool public callbackDone;
    bytes4 public callbackAnswer;

    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function set(Mode mode_) external {
        mode = mode_;
    }

    function setCallback(address target_, bytes calldata callback_) external {
        (mode, target, callback) = (Mode.Reenters, target_, callback_);
    }

    /// Calls as this contract, so that it can be the owner of a batch payer.
    function kick() external {
        (bool done, bytes memory answer) = target.call(callback);
        if (done) return;
        assembly {
            revert(add(answer, 32), mload(answer))
        }
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function approve(address spender, uint256 value) external returns (bool) {
        allowance[msg.sender][spender] = value;
        return true;
    }

    function approveFor(address spender, uint256 value) external {
        allowance[address(this)][spender] = value;
    }

    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        require(allowance[from][msg.sender] >= value, "hostile: allowance");
        if (mode == Mode.Reenters) callBack();
        if (mode == Mode.RevertsSilently) revert();
        if (mode == Mode.AnswersAtLength) {
            assembly {
                revert(0, 40000)
            }
        }
        if (mode != Mode.MovesNothing && mode != Mode.AnswersFalse) move(from, to, value);
        if (mode == Mode.AnswersFalse) return false;
        if (mode == Mode.AnswersNothing) {
            assembly {
                return(0, 0)
            }
        }
        if (mode == Mode.AnswersTwo) {
            assembly {
                mstore(0, 2)
                return(0, 32)
            }
        }
        if (mode == Mode.AnswersOneByte) {
            assembly {
                mstore(0, 1)
                return(31, 1)
            }
        }
        return true;
    }

    function callBack() private {
        mode = Mode.Honest;
        bytes memory answer;
        (callbackDone, answer) = target.call(callback);
        callbackAnswer = bytes4(answer);
        mode = Mode.Reenters;
    }

    function move(address from, address to, uint256 value) private {
        uint256 fee = value / 100;
        uint256 taken = mode == Mode.FeeOnTop ? value + fee : value;
        uint256 given = mode == Mode.FeeFromRecipient ? value - fee : value;
        balanceOf[from] -= taken;
        balanceOf[to] += given;
        emit Transfer(from, to, given);
    }
}
