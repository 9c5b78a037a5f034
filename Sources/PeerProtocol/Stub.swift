import BankModel
