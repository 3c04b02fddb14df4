package com.acme.billing;

/** One row of the orders table. Immutable; the amount is in euro cents. */
final class Order {
    final int number;
    final String customer;
    final long cents;

    Order(int number, String customer, long cents) {
        this.number = number;
        this.customer = customer;
        this.cents = cents;
    }

    @Override
    public String toString() {
        return number + "  " + customer + "  " + cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100
                + " EUR";
    }
}
